"""What cases tell the rooms around them."""

from cms.pages.shelves import shelf


def ready() -> None:
    from .presenting import city_shelf, topic_shelf

    shelf.register("city", "cases", city_shelf, order=40)
    shelf.register("topic", "cases", topic_shelf, order=40)
