"""The catalogue: published courses narrowed by topic, level, time and length, with counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.library.models import Topic
from cms.pages.facets import Facet, narrow
from school.foundation.centre import words

from .enums import Level
from .presenting import course_cards

Card = dict[str, Any]


def _length(card: Card) -> str:
    return "short" if card["hours"] < 10 else "middle" if card["hours"] <= 20 else "long"


def _facets() -> list[Facet]:
    topics = [(topic.slug, words(topic, "name")) for topic in Topic.objects.filter(courses__retired_at=None, courses__isnull=False).distinct()]
    return [
        Facet("topic", _("Topic"), topics, lambda card: {topic.slug for topic in card["topics"]}),
        Facet("level", _("Level"), [(str(value), str(label)) for value, label in Level.choices], lambda card: {card["level"]}),
        Facet(
            "when", _("When"),
            [("soon", _("Starts on a date")), ("pace", _("At your own pace")), ("later", _("To be announced"))],
            lambda card: set(card["when"]),
        ),
        Facet(
            "length", _("How long"),
            [("short", _("Under 10 hours")), ("middle", _("10 to 20 hours")), ("long", _("Over 20 hours"))],
            lambda card: {_length(card)},
        ),
    ]  # fmt: skip


SORTS: dict[str, Callable[[Card], Any]] = {
    "soon": lambda card: (card["run"] is None, card["run"] and not card["run"].enrols_now, card["run"] and card["run"].starts_at.timestamp()),
    "short": lambda card: card["hours"],
    "title": lambda card: card["title"].casefold(),
}


def catalogue(query: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Context of the catalogue page. `query` is a QueryDict; unknown values are ignored."""
    cards = course_cards(language)
    text = str(query.get("q", "")).strip()[:100]
    if text:
        needles = text.casefold().split()
        cards = [card for card in cards if all(needle in f"{card['title']} {card['summary']}".casefold() for needle in needles)]
    narrowed = narrow(cards, _facets(), query)
    found = narrowed.rows
    sort = str(query.get("sort", "soon"))
    found.sort(key=SORTS.get(sort, SORTS["soon"]))
    return {
        "cards": found,
        "facets": narrowed.facets,
        "chips": narrowed.chips,
        "q": text,
        "sort": sort if sort in SORTS else "soon",
        "sorts": [("soon", _("nearest")), ("short", _("shortest")), ("title", _("by title"))],
        "found": ngettext("%(n)d course found", "%(n)d courses found", len(found)) % {"n": len(found)},
    }
