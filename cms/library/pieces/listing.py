"""Lists of pieces: a section narrowed by kind, topic, author, year; what one person has written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.pages.facets import Facet, narrow
from school.foundation.centre import words

from ..models import PersonPage, PieceAuthor, PiecePage
from ..models.pieces import PiecesPage

A_PAGE = 20
SIGNED = Prefetch("authors", PieceAuthor.objects.select_related("person"))


def listed(pieces: QuerySet[PiecePage]) -> QuerySet[PiecePage]:
    """With what a card shows, without the text."""
    return pieces.defer("body", "sources").prefetch_related("topics", SIGNED)


def pieces_of(person: PersonPage) -> list[PiecePage]:
    """Newest first, in the language of the person's page."""
    written = PiecePage.objects.live().filter(authors__person__translation_key=person.translation_key, locale_id=person.locale_id)
    return list(listed(written.distinct()).order_by("-published_on", "-pk"))


def listing(section: PiecesPage, query: Mapping[str, Any]) -> dict[str, Any]:
    """Context of a section's page. Five queries, however many pieces there are."""
    rows = list(listed(section.pieces()))
    text = str(query.get("q", "")).strip()[:100]
    needles = text.casefold().split()
    rows = [row for row in rows if all(needle in _told(row) for needle in needles)]
    narrowed = narrow(rows, _facets(section, rows), query)
    found = narrowed.rows
    return {
        "cards": Paginator(found, A_PAGE).get_page(query.get("page")),
        "facets": narrowed.facets,
        "chips": narrowed.chips,
        "q": text,
        "rest": _rest(query),
        "found": ngettext("%(n)d piece found", "%(n)d pieces found", len(found)) % {"n": len(found)},
    }


def _told(piece: PiecePage) -> str:
    return f"{piece.title} {piece.abstract} {piece.keywords}".casefold()


def _facets(section: PiecesPage, rows: list[PiecePage]) -> list[Facet]:
    topics = sorted({(topic.slug, words(topic, "name")) for row in rows for topic in row.topics.all()}, key=lambda pair: pair[1])
    authors = sorted({(author.signed, author.signed) for row in rows for author in row.authors.all()})
    years = sorted({str(row.published_on.year) for row in rows}, reverse=True)
    return [
        Facet("kind", _("Kind"), [(kind.value, str(kind.label)) for kind in section.kinds], lambda row: {row.kind}),
        Facet("topic", _("Topic"), topics, lambda row: {topic.slug for topic in row.topics.all()}),
        Facet("author", _("Author"), authors, lambda row: {author.signed for author in row.authors.all()}),
        Facet("year", _("Year"), [(year, year) for year in years], lambda row: {str(row.published_on.year)}),
    ]


def _rest(query: Mapping[str, Any]) -> str:
    """The query without its page, for links to the other pages."""
    if not hasattr(query, "copy"):
        return ""
    rest = query.copy()
    rest.pop("page", None)
    return f"{rest.urlencode()}&" if rest else ""
