"""What cases tell the rooms around them."""

from cms.pages.shelves import shelf


def ready() -> None:
    from . import findable
    from .presenting import city_shelf, topic_shelf

    findable.register()

    shelf.register("city", "cases", city_shelf, order=40)
    shelf.register("topic", "cases", topic_shelf, order=40)
