"""What people see of programmes and days: facts gathered without knowing who asks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import override

from courses.learning.enums import ClaimState
from courses.learning.presenting import ects
from school.foundation.centre import centre, words

from .day_kinds import words_of_kind
from .enums import VERBS, DayState
from .models import Internship, InternshipDay, InternshipPage

PAST_SHOWN = 6


def day_card(day: InternshipDay, language: str) -> dict[str, Any]:
    """One day in a list. Asks the database nothing when `internship` and `offer` came with the day."""
    with override(language):
        url, apply_url = reverse("internships:day", args=[day.code]), reverse("internships:apply", args=[day.code])
        when, kind = day.when, day.get_kind_display()
    return {
        "day": day,
        "code": day.code,
        "title": words(day.internship, "title", language),
        "url": url,
        "apply_url": apply_url,
        "key": str(day.internship.key),
        "at": day.starts_at,
        "when": when,
        "kind": str(kind),
        "ends_at": day.ends_at,
        "venue": words(day, "venue", language),
        "address": words(day, "address", language),
        "hours": day.hours,
        "state": day.state,
        "takes": day.takes_applications,
        "capacity": day.offer.capacity,
        "free": day.offer.free,
        "full": day.offer.free == 0,
        "waiting": getattr(day, "queued", 0),
        "deadline": day.apply_by_at,
    }


def day_cards(language: str, **which: Any) -> list[dict[str, Any]]:
    """Days to come, nearest first; one query however many there are."""
    queued = Count("offer__claims", filter=Q(offer__claims__state=ClaimState.WAITING))
    days = InternshipDay.objects.upcoming().filter(**which).select_related("internship", "offer").annotate(queued=queued)
    return [day_card(day, language) for day in days]


def slots_of(day: InternshipDay, language: str) -> list[dict[str, Any]]:
    return [
        {
            "slot": slot,
            "starts": slot.starts,
            "ends": slot.ends,
            "kind": slot.kind,
            "kind_label": slot.get_kind_display(),
            "title": words(slot, "title", language),
            "place": words(slot, "place", language),
            "host": words(slot, "host", language),
        }
        for slot in day.slots.all()
    ]


def programmes(language: str) -> dict[str, Any]:
    """Context of the list: programmes with their days, and all days by date."""
    days = day_cards(language)
    pages = InternshipPage.objects.live().filter(locale__language_code=language).order_by("path")
    held = last_days(language)
    return {"programmes": pages, "cards": [_programme_card(page, days, held.get(page.translation_key)) for page in pages], "days": days}


def last_days(language: str) -> dict[Any, dict[str, Any]]:
    """By the programme's key, the last day of it that was held; one query."""
    over = InternshipDay.objects.published().filter(cancelled_at=None, ends_at__lte=timezone.now())
    rows = over.select_related("internship", "offer").order_by("starts_at")
    return {row.internship.key: day_card(row, language) for row in rows}


def _programme_card(page: InternshipPage, days: list[dict[str, Any]], held: dict[str, Any] | None) -> dict[str, Any]:
    own = [card for card in days if card["day"].internship.key == page.translation_key]
    return {
        "page": page,
        "title": page.title,
        "summary": page.summary,
        "url": page.get_url(),
        "key": str(page.translation_key),
        "hours": page.hours,
        "days": own,
        "next": own[0] if own else None,
        "held": held,
        "kind": own[0]["kind"] if own else held["kind"] if held else "",
    }


def programme_facts(page: InternshipPage) -> dict[str, Any]:
    """Context of a programme's page."""
    language = page.locale.language_code
    record = Internship.objects.filter(key=page.translation_key).first()
    cards = day_cards(language, internship=record) if record else []
    now = timezone.now()
    past = InternshipDay.objects.published().filter(internship=record, starts_at__lte=now, cancelled_at=None).select_related("internship", "offer")
    hours = record.hours if record else page.hours
    return {
        "internship": record,
        "days": cards,
        "next": cards[0] if cards else None,
        "past_days": [day_card(day, language) for day in past[:PAST_SHOWN]] if record else [],
        "of_the_past": hours is None,
        "hours": hours,
        "ects": ects(hours) if hours else None,
        "json_ld": {"@context": "https://schema.org", "@graph": [event_of(card, language, page) for card in cards]} if cards else None,
    }


def day_facts(day: InternshipDay, language: str) -> dict[str, Any]:
    """Context of a day's own page, before anything personal."""
    card = day_card(day, language)
    pages = InternshipPage.objects.live().filter(translation_key=day.internship.key).select_related("locale")
    page = next((row for row in sorted(pages, key=lambda row: row.locale.language_code != language)), None)
    event = {"@context": "https://schema.org", **event_of(card, language, page)}
    programme_url = page.get_url() if page else ""
    return {
        **card,
        "card": card,
        "kind_words": words_of_kind(day.kind),
        "slots": slots_of(day, language),
        "page": page,
        "programme_url": programme_url,
        "json_ld": event,
    }


def told(events: Any) -> list[dict[str, Any]]:
    """History in words: what, when, by whom, why."""
    return [
        {"what": VERBS.get(event.verb, event.verb), "at": event.at, "actor": event.actor, "holder": event.holder, "reason": event.reason}
        for event in events
    ]


def event_of(card: dict[str, Any], language: str, page: InternshipPage | None) -> dict[str, Any]:
    """schema.org EducationEvent; of a day of the archive only what is known."""
    if not card["day"].exact_date:
        known = {"@type": "EducationEvent", "name": card["title"], "inLanguage": language, "url": settings.PUBLIC_URL + card["url"]}
        return known | {"startDate": f"{card['day'].date:%Y-%m}"}
    status = "EventCancelled" if card["state"] is DayState.CANCELLED else "EventScheduled"
    event = {
        "@type": "EducationEvent",
        "name": card["title"],
        "inLanguage": language,
        "url": settings.PUBLIC_URL + card["url"],
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        **_when_and_where(card),
        "organizer": {"@type": "EducationalOrganization", "name": words(centre(), "name", language), "url": settings.PUBLIC_URL},
        "isAccessibleForFree": True,
    }
    if page is not None and page.description:
        event["description"] = page.description
    if card["capacity"] is not None:
        event |= {"maximumAttendeeCapacity": card["capacity"], "remainingAttendeeCapacity": card["free"]}
    return event


def _when_and_where(card: dict[str, Any]) -> dict[str, Any]:
    return {
        "startDate": timezone.localtime(card["at"]).isoformat(),
        "endDate": timezone.localtime(card["ends_at"]).isoformat(),
        "location": {"@type": "Place", "name": card["venue"], "address": card["address"] or card["venue"]},
    }


def soon_days(language: str) -> list[dict[str, Any]]:
    """Days among what comes soon on the home page."""
    return [
        {
            "at": card["at"],
            "title": card["title"],
            "url": card["url"],
            "icon": "building-2",
            "kind": capfirst(card["kind"]),
            "where": card["venue"],
            "free": card["free"],
            "capacity": card["capacity"],
            "deadline": card["deadline"],
        }
        for card in day_cards(language)
    ]
