"""What cases tell the rooms around them."""

from cms.pages.shelves import shelf
from school.foundation import links, privacy


def ready() -> None:
    from . import findable, letters, personal, receivers  # noqa: F401
    from .presenting import city_shelf, topic_shelf
    from .views.sending import by_link

    shelf.register("city", "cases", city_shelf, order=40)
    shelf.register("topic", "cases", topic_shelf, order=40)
    letters.register()
    findable.register()
    links.register(letters.PURPOSE, by_link)
    privacy.register("cases", export=personal.export, forget=personal.forget)
