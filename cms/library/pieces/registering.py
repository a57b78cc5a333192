"""What pieces and people tell the rooms around them."""

from cms.pages.blocks import PROSE
from cms.pages.shelves import shelf


def ready() -> None:
    from ..blocks import FOOTNOTED
    from . import findable
    from .shelves import home_shelf, topic_shelf

    FOOTNOTED[:] = [*PROSE, "footnotes"]  # rooms add to PROSE while the site starts
    findable.register()
    shelf.register("home", "pieces", home_shelf, order=40)
    shelf.register("topic", "pieces", topic_shelf, order=30)
