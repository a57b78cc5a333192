"""A piece as a CSL item: the words that references, BibTeX and RIS are made of. Shape: docs.citationstyles.org, CSL-JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import override

from cms.pages.models import HomePage
from school.foundation.calendar import kyiv_today
from school.foundation.centre import centre, words
from school.foundation.memo import remember

from ..enums import RESEARCH, PieceKind
from ..models import PieceAuthor, PiecePage
from ..pieces.head import address_of

NAMED = 3  # DSTU 8302:2015: with more authors the reference begins with the title


def item_of(piece: PiecePage) -> dict[str, Any]:
    language = piece.locale.language_code
    research = piece.kind in RESEARCH
    item: dict[str, Any] = {
        "id": key_of(piece),
        "type": "report" if research else "webpage",
        "title": piece.title,
        "author": [_name(author) for author in piece.authors.all()],
        "container-title": portal_name(language),
        "publisher": words(centre(), "name", language),
        "publisher-place": words(centre(), "city", language),
        "issued": _date(piece.published_on),
        "accessed": _date(kyiv_today()),
        "URL": address_of(piece),
        "language": language,
        "abstract": piece.abstract,
        "keyword": ", ".join(piece.keyword_list),
    }
    if research:
        with override(language):
            item["genre"] = str(PieceKind(piece.kind).label)
    return {name: value for name, value in item.items() if value}


def key_of(piece: PiecePage) -> str:
    """For example «melnyk2026petition-path»: Latin, lasting as long as the address."""
    first = next(iter(piece.authors.all()), None)
    who = first.person.slug.split("-")[0] if first is not None and first.person is not None else ""
    return f"{who}{piece.published_on.year}{piece.slug}"


def portal_name(language: str) -> str:
    return remember(f"portal:{language}", lambda: _portal_name(language))


def _portal_name(language: str) -> str:
    home = HomePage.objects.live().filter(locale__language_code=language).only("portal_title").first()
    return (home.portal_title if home is not None else "") or words(centre(), "school_name", language)


def _name(author: PieceAuthor) -> dict[str, str]:
    person = author.person
    if person is not None and person.family_name:
        return {"family": person.family_name, "given": person.given_name}
    return {"literal": author.signed}


def _date(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
