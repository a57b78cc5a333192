"""The published glossary as a process keeps it: one short question every few seconds whether it has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from cms.pages.addresses import page_url
from school.foundation.memo import remember

from ..models import GlossaryPage, Term
from .lexicon import Entry, Lexicon


@dataclass(frozen=True)
class Glossary:
    url: str
    version: tuple[object, ...]
    lexicon: Lexicon


_kept: dict[str, Glossary] = {}


def glossary(language: str) -> Glossary | None:
    """None where a language has no glossary published, or there is no term in it."""
    version = remember(f"glossary:{language}", lambda: _version(language))
    if version is None:
        _kept.pop(language, None)
        return None
    found = _kept.get(language)
    if found is None or found.version != version:
        found = _kept[language] = Glossary(url=str(version[0]), version=version, lexicon=Lexicon(_entries(language)))
    return found if found.lexicon else None


def _version(language: str) -> tuple[Any, ...] | None:
    page = GlossaryPage.objects.live().filter(locale__language_code=language).first()
    if page is None:
        return None
    state = Term.objects.live().aggregate(number=Count("pk"), last=Max("changed_at"))
    return page_url(page), state["number"], state["last"]


def _entries(language: str) -> list[Entry]:
    return [
        Entry(
            slug=term.slug,
            name=getattr(term, f"name_{language}"),
            explanation=getattr(term, f"explanation_{language}"),
            source=getattr(term, f"source_{language}"),
            source_url=term.source_url,
            phrases=tuple(term.marks.get(language, [])),
        )
        for term in Term.objects.live()
    ]
