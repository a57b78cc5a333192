"""What the search finds here: webinars, and every minute of what was said in them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.pages.addresses import page_url
from cms.search.page_sources import register_pages, tags_of
from cms.search.plain import together, words_of
from cms.search.sources import Entry, Kind, Source, sources
from cms.search.waiting import want

from .models import CaptionTrack, Sentence, Webinar, WebinarPage, WebinarSeriesPage
from .words.transcript import clock

PAGES, WORDS = "webinars", "webinar-words"
WEBINAR = Kind("webinar", gettext_lazy("Webinars"), "video", order=30)
MINUTE = 60  # seconds that are found together; a hit leads to the sentence itself


def register() -> None:
    register_pages(PAGES, WebinarPage, WebinarSeriesPage, kind=WEBINAR, describe=describe)
    sources.register(Source(WORDS, entries, stamps, kinds=[WEBINAR]))


def want_words(webinar: Webinar) -> None:
    want(WORDS, str(webinar.key))


def describe(page: Any) -> dict[str, Any]:
    if isinstance(page, WebinarSeriesPage):
        return {"text": page.summary}
    speakers = [getattr(row.instructor, f"name_{page.locale.language_code}") for row in page.speakers.select_related("instructor")]
    text = together(page.summary, page.audience, words_of(page.what_for), words_of(page.body), ", ".join(speakers))
    return {"text": text, "year": page.starts_at.year if page.starts_at else None}


# --- what was said -----------------------------------------------------------------------------------


def entries(keys: Collection[str]) -> Iterator[Entry]:
    """Captions of published webinars that have a recording, by minutes, for whoever may read the page."""
    webinars = Webinar.objects.recorded().filter(key__in=list(keys))
    pages = WebinarPage.objects.live().filter(translation_key__in=[row.key for row in webinars]).select_related("locale")
    shown = {(page.translation_key, page.locale.language_code): page for page in pages}
    for webinar in webinars:
        for language in Sentence.objects.filter(webinar=webinar).order_by().values_list("language", flat=True).distinct():
            page = shown.get((webinar.key, language)) or shown.get((webinar.key, webinar.source_locale))
            if page is not None:
                yield from _minutes(webinar, language, page)


def _minutes(webinar: Webinar, language: str, page: WebinarPage) -> Iterator[Entry]:
    minutes: dict[int, list[Sentence]] = {}
    for row in Sentence.objects.filter(webinar=webinar, language=language).order_by("at", "pk"):
        minutes.setdefault(row.at // MINUTE, []).append(row)
    tags, address = tags_of(page), page_url(page)
    for minute, rows in minutes.items() if tags else ():
        with override(language):
            lines = tuple((f"{address}?t={row.at}", _("from %(clock)s") % {"clock": clock(row.at)}) for row in rows)
        yield Entry(
            object=str(webinar.key), part=str(minute), language=language, kind=WEBINAR.name, title=page.title,
            text="\n".join(" ".join(row.text.split()) for row in rows), url=lines[0][0], tags=tags, context=lines[0][1],
            group=f"{PAGES}:{webinar.key}", year=webinar.starts_at.year if webinar.starts_at else None, lines=lines,
        )  # fmt: skip


def stamps() -> Iterator[tuple[str, str]]:
    facts: dict[Any, list[str]] = {}
    for key, *rest in Webinar.objects.order_by("pk").values_list("key", "recording", "retired_at"):
        facts[key] = ["|".join(map(str, rest))]
    for key, *rest in CaptionTrack.objects.order_by("pk").values_list("webinar__key", "language", "version"):
        facts[key].append("|".join(map(str, rest)))
    for key, *rest in WebinarPage.objects.order_by("pk").values_list("translation_key", "live", "url_path", "title"):
        facts.get(key, []).append("|".join(map(str, rest)))
    for key, lines in facts.items():
        yield str(key), hashlib.sha256("\n".join(lines).encode()).hexdigest()
