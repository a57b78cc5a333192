"""What the search finds of the legal base: acts by number and title, and their articles, each led to by its anchor."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.pages.addresses import page_url
from cms.search.page_sources import stamps_of, tags_of
from cms.search.plain import together
from cms.search.sources import Entry, Kind, Source, sources
from cms.search.waiting import want

from ..models import Act, ActPage, Edition, Passage
from .editions import SOURCE, current_edition
from .enums import ActStatus

ACT = Kind("act", _("Legal base"), "landmark", order=30)


def register() -> None:
    sources.register(Source(SOURCE, entries, stamps, kinds=[ACT], statuses=dict(ActStatus.choices)))


def want_act(key: UUID) -> None:
    """Its page, its status or its words have changed."""
    want(SOURCE, str(key))


def entries(keys: Collection[str]) -> Iterator[Entry]:
    acts = {act.key: act for act in Act.objects.filter(key__in=list(keys))}
    current = {key: edition for key, act in acts.items() if (edition := current_edition(act)) is not None}
    words: dict[int, list[Passage]] = {}
    for row in Passage.objects.filter(edition__in=current.values()).exclude(article=None).order_by("position"):
        words.setdefault(row.edition_id, []).append(row)
    for page in ActPage.objects.live().filter(translation_key__in=acts).select_related("locale"):
        tags = tags_of(page)
        if tags:
            edition = current.get(page.translation_key)
            yield from _entries(page, tags, words.get(edition.pk, []) if edition else [])


def _entries(page: ActPage, tags: dict[str, str], passages: list[Passage]) -> Iterator[Entry]:
    language = page.locale.language_code
    with override(language):
        told: dict[str, Any] = {
            "object": str(page.translation_key), "language": language, "kind": ACT.name, "tags": tags, "number": page.number,
            "year": page.adopted_on.year, "status": page.status,
            "topics": {topic.slug: getattr(topic, f"name_{language}", topic.name_uk) for topic in page.topics.all()},
        }  # fmt: skip
        named = f"{page.get_kind_display().capitalize()} № {page.number}"
        about = together(named, page.official_title, page.summary, page.about, page.status_note)
        yield Entry(title=page.title, text=about, url=page_url(page), context=named, **told)
        for row in passages:
            heading = together(f"{row.name.capitalize()}.", row.heading)
            text = together(heading, row.text, row.gist)
            yield Entry(title=page.title, text=text, url=f"{page_url(page)}#{row.anchor}", part=row.anchor, context=f"{named} · {row.name}", **told)


def stamps() -> Iterator[tuple[str, str]]:
    """The page's own stamp, and which edition is in force today: one begins by itself when its day comes."""
    begun: dict[str, int] = {}
    for key, number in Edition.objects.begun().order_by("number").values_list("act__key", "number"):
        begun[str(key)] = number
    for key, stamp in stamps_of(ActPage):
        yield key, hashlib.sha256(f"{stamp} {begun.get(key, 0)}".encode()).hexdigest()
