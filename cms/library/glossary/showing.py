"""What the pages of the glossary show: the list by letters in two languages, and one term."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cms.pages.addresses import page_url
from school.foundation.alphabet import ordered

from ..models import GlossaryPage, Term
from ..topics.gathering import topic_links
from .inflecting import plain

OTHER = {"uk": "en", "en": "uk"}
MOST_TYPED = 100


def listed(page: GlossaryPage, typed: str) -> dict[str, Any]:
    language = page.locale.language_code
    typed = " ".join(typed.replace("\0", "").split())[:MOST_TYPED]
    rows = [_side_by_side(page, term, language) for term in Term.objects.live() if not typed or _has(term, typed)]
    rows.sort(key=lambda row: ordered(row["name"]))
    letters = [{"letter": letter, "rows": list(of_letter)} for letter, of_letter in groupby(rows, key=lambda row: _letter(row["name"]))]
    return {"q": typed, "letters": letters, "total": len(rows), "other": OTHER[language], "json_ld": _set_json_ld(page, rows)}


def told(page: GlossaryPage, term: Term) -> dict[str, Any]:
    language = page.locale.language_code
    seen = list(term.see_also.all().filter(live=True))
    return {
        "term": term,
        "row": _side_by_side(page, term, language),
        "other": OTHER[language],
        "see_also": sorted(({"title": other.title, "url": page.address_of(other)} for other in seen), key=lambda row: ordered(row["title"])),
        "topics": topic_links(term.topics.all()),
        "json_ld": {"@context": "https://schema.org", **_json_ld(page, _side_by_side(page, term, language)), "inDefinedTermSet": _address(page)},
    }


def _side_by_side(page: GlossaryPage, term: Term, language: str) -> dict[str, Any]:
    return {
        "slug": term.slug,
        "url": page.address_of(term),
        "source_url": term.source_url,
        **term.said(language),
        "beside": term.said(OTHER[language]),
    }


def _has(term: Term, typed: str) -> bool:
    said = " ".join([*term.names("uk"), *term.names("en"), term.explanation_uk, term.explanation_en])
    return all(word in plain(said).casefold() for word in plain(typed).casefold().split())


def _letter(name: str) -> str:
    return next((sign.upper() for sign in name if sign.isalnum()), "#")


def _address(page: GlossaryPage) -> str:
    return settings.PUBLIC_URL + page_url(page)


def _json_ld(page: GlossaryPage, row: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"@type": "DefinedTerm", "@id": settings.PUBLIC_URL + row["url"], "url": settings.PUBLIC_URL + row["url"]}
    said |= {"name": row["name"], "description": row["explanation"], "inLanguage": row["language"], "termCode": row["slug"]}
    return said | ({"alternateName": row["others"]} if row["others"] else {})


def _set_json_ld(page: GlossaryPage, rows: list[dict[str, Any]]) -> dict[str, Any]:
    terms = [{"@type": "DefinedTerm", "@id": settings.PUBLIC_URL + row["url"], "name": row["name"]} for row in rows]
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": _address(page),
        "name": page.title or _("glossary"),
        "inLanguage": page.locale.language_code,
        "hasDefinedTerm": terms,
    }
