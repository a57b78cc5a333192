"""Articles, research and people in the search: text, footnotes, sources and the words inside attached files."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.search.documents import documents_of
from cms.search.page_sources import register_pages
from cms.search.plain import plain, together, words_of
from cms.search.sources import Kind

from ..models import PersonPage, PiecePage

PIECE = Kind("piece", _("Articles and research"), "file-text", order=30)
PERSON = Kind("person", _("People"), "user", order=60)
_MARK = re.compile(r"\[[0-9a-f]{6}\]")  # a footnote's mark in the editor's text


def register() -> None:
    register_pages("pieces", PiecePage, kind=PIECE, describe=describe_piece)
    register_pages("people", PersonPage, kind=PERSON, describe=describe_person)


def describe_piece(page: PiecePage) -> dict[str, Any]:
    language = page.locale.language_code
    signed = ", ".join(author.signed for author in page.authors.select_related("person"))
    notes = [plain(footnote.text) for footnote in page.footnotes.all()]
    files = {*documents_of(page), *page.files.values_list("document_id", flat=True)}
    return {
        "text": together(page.abstract, _MARK.sub("", words_of(page.body)), *notes, words_of(page.sources), page.keywords, signed),
        "context": signed,
        "year": page.published_on.year,
        "topics": {topic.slug: getattr(topic, f"name_{language}", topic.name_uk) for topic in page.topics.all()},
        "files": tuple(sorted(files)),
    }


def describe_person(page: PersonPage) -> dict[str, Any]:
    return {"text": together(page.post, plain(page.about))}
