"""What the glossary tells other rooms when the site starts."""

from __future__ import annotations

from cms.pages.reading import passes


def ready() -> None:
    from . import saving  # noqa: F401
    from .marking import mark_terms

    passes.register("terms", mark_terms, order=90)
