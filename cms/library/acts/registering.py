"""What the legal base gives to the rooms below."""

from cms.pages.blocks import PROSE
from cms.pages.reading import passes

from . import letters, receivers  # noqa: F401
from .marks import mark_citations
from .rich_text import FEATURE


def register() -> None:
    passes.register("citations", mark_citations, order=40)
    letters.register()
    if FEATURE not in PROSE:
        PROSE.append(FEATURE)
