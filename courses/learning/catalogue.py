"""The catalogue: published courses narrowed by topic, level, time and length, with counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.library.models import Topic

from .enums import Level
from .presenting import course_cards

Card = dict[str, Any]


def _length(card: Card) -> str:
    return "short" if card["hours"] < 10 else "middle" if card["hours"] <= 20 else "long"


def _facets() -> list[tuple[str, str, list[tuple[str, str]], Callable[[Card], set[str]]]]:
    topics = [(topic.slug, _topic_name(topic)) for topic in Topic.objects.filter(courses__retired_at=None, courses__isnull=False).distinct()]
    return [
        ("topic", _("Topic"), topics, lambda card: {topic.slug for topic in card["topics"]}),
        ("level", _("Level"), [(str(value), str(label)) for value, label in Level.choices], lambda card: {card["level"]}),
        ("when", _("When"), [("soon", _("Starts on a date")), ("pace", _("At your own pace")), ("later", _("To be announced"))], lambda card: card["when"]),
        (
            "length", _("How long"),
            [("short", _("Under 10 hours")), ("middle", _("10 to 20 hours")), ("long", _("Over 20 hours"))],
            lambda card: {_length(card)},
        ),
    ]  # fmt: skip


def _topic_name(topic: Topic) -> str:
    from school.foundation.centre import words

    return words(topic, "name")


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
    facets = []
    chosen: dict[str, set[str]] = {}
    definitions = _facets()
    for name, _label, options, _of in definitions:
        known = {value for value, _text in options}
        chosen[name] = {value for value in _values(query, name) if value in known}
    for name, label, options, of in definitions:
        facets.append({"name": name, "label": label, "options": _options(name, options, of, cards, chosen, definitions)})
    found = [card for card in cards if _fits(card, chosen, definitions)]
    sort = str(query.get("sort", "soon"))
    found.sort(key=SORTS.get(sort, SORTS["soon"]))
    return {
        "cards": found,
        "facets": facets,
        "chips": _chips(facets, query),
        "q": text,
        "sort": sort if sort in SORTS else "soon",
        "sorts": [("soon", _("nearest")), ("short", _("shortest")), ("title", _("by title"))],
        "found": ngettext("%(n)d course found", "%(n)d courses found", len(found)) % {"n": len(found)},
    }


def _values(query: Mapping[str, Any], name: str) -> list[str]:
    return query.getlist(name) if hasattr(query, "getlist") else list(query.get(name, []))


def _fits(card: Card, chosen: dict[str, set[str]], definitions: list[Any], skip: str = "") -> bool:
    return all(not chosen[name] or name == skip or of(card) & chosen[name] for name, _label, _options, of in definitions)


def _options(
    name: str, options: list[tuple[str, str]], of: Any, cards: list[Card], chosen: dict[str, set[str]], definitions: list[Any]
) -> list[dict[str, Any]]:
    rest = [card for card in cards if _fits(card, chosen, definitions, skip=name)]
    rows = [
        {"value": value, "label": label, "count": sum(value in of(card) for card in rest), "checked": value in chosen[name]}
        for value, label in options
    ]
    return [row for row in rows if row["count"] or row["checked"]]


def _chips(facets: list[dict[str, Any]], query: Any) -> list[dict[str, str]]:
    chips = []
    for facet in facets:
        for option in facet["options"]:
            if option["checked"] and hasattr(query, "copy"):
                rest = query.copy()
                rest.setlist(facet["name"], [value for value in rest.getlist(facet["name"]) if value != option["value"]])
                chips.append({"label": option["label"], "url": f"?{rest.urlencode()}"})
    return chips
