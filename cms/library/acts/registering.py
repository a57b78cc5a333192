"""What the legal base gives to the rooms below."""

from cms.pages.blocks import PROSE
from cms.pages.reading import passes
from cms.pages.shelves import shelf

from . import findable, letters, receivers  # noqa: F401
from .marks import mark_citations
from .rich_text import FEATURE
from .shelves import topic_shelf


def register() -> None:
    passes.register("citations", mark_citations, order=40)
    shelf.register("topic", "acts", topic_shelf, order=20)
    letters.register()
    findable.register()
    if FEATURE not in PROSE:
        PROSE.append(FEATURE)
