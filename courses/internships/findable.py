"""What the search finds here: programmes, and the days on which they are held."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.search.page_sources import register_pages
from cms.search.plain import together, words_of
from cms.search.sources import PUBLIC, Entry, Kind, Source, sources
from cms.search.waiting import want
from school.foundation.calendar import kyiv_day
from school.foundation.centre import words

from .models import InternshipDay, InternshipPage, Slot
from .presenting import day_card, slots_of

PROGRAMMES, DAYS = "internships", "days"
INTERNSHIP = Kind("internship", _("Internships"), "building-2", order=40)
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def register() -> None:
    register_pages(PROGRAMMES, InternshipPage, kind=INTERNSHIP, describe=describe)
    sources.register(Source(DAYS, entries, stamps, kinds=[INTERNSHIP]))


def want_day(day: InternshipDay) -> None:
    want(DAYS, str(day.pk))


def describe(page: InternshipPage) -> dict[str, Any]:
    said = (page.summary, page.for_whom, words_of(page.goals), words_of(page.body), page.how_to_get_there, words_of(page.questions))
    return {"text": together(*said)}


def entries(ids: Collection[str]) -> Iterator[Entry]:
    """Days that are shown and were not cancelled, in every language."""
    days = InternshipDay.objects.published().filter(pk__in=list(ids), cancelled_at=None)
    for day in days.select_related("internship", "offer").prefetch_related("slots"):
        for language in LANGUAGES:
            card = day_card(day, language)
            with override(language):
                when = str(card["when"])
                slots = [", ".join(filter(None, [slot["title"], slot["place"], slot["host"]])) for slot in slots_of(day, language)]
            yield Entry(
                object=str(day.pk), language=language, kind=INTERNSHIP.name, title=f"{words(day.internship, 'title', language)}, {when}",
                text=together(card["venue"], card["address"], *slots), url=card["url"], tags={PUBLIC: ""}, context=card["kind"],
                year=kyiv_day(day.starts_at).year,
            )  # fmt: skip


def stamps() -> Iterator[tuple[str, str]]:
    days = InternshipDay.objects.published().filter(cancelled_at=None).order_by("pk")
    facts = {pk: [str(row)] for pk, *row in days.values_list("pk", "starts_at", "venue_uk", "venue_en", "address_uk", "kind", "internship__title_uk")}
    for day, *row in Slot.objects.order_by("pk").values_list("day", "title_uk", "title_en", "place_uk", "host_uk"):
        facts.get(day, []).append(str(row))
    for pk, lines in facts.items():
        yield str(pk), hashlib.sha256("\n".join(lines).encode()).hexdigest()
