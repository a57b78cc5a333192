"""The list of cases narrowed by what is asked of them, with numbers: how many there would be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.accounts.cities import oblast_name, sort_key
from school.foundation.centre import words
from school.foundation.transliteration import slugify_uk

from ..models import CasePage, CasesPage, Topic
from .costs import band_of, bands
from .enums import Instrument, Outcome
from .presenting import cards_of

ON_A_PAGE = 20
LONGEST_QUERY = 100


@dataclass
class Row:
    """What a case is found by; its words are fetched for the page that is shown."""

    pk: int
    city: str
    text: str
    values: dict[str, set[str]]


@dataclass
class Facet:
    name: str
    label: str
    options: list[tuple[str, str]]
    select: bool = False
    chosen: set[str] = field(default_factory=set)
    shown: list[dict[str, Any]] = field(default_factory=list)

    def fits(self, row: Row) -> bool:
        return not self.chosen or bool(row.values[self.name] & self.chosen)


def listing(page: CasesPage, query: QueryDict) -> dict[str, Any]:
    """Context of the list. Unknown values are ignored."""
    rows, names = _rows(page)
    text = query.get("q", "").strip()[:LONGEST_QUERY]
    needles = text.casefold().split()
    rows = [row for row in rows if all(needle in row.text for needle in needles)]
    facets = _facets(rows, names)
    for facet in facets:
        known = {value for value, _label in facet.options}
        facet.chosen = {value for value in query.getlist(facet.name) if value in known}
    for facet in facets:
        facet.shown = _options(facet, [row for row in rows if all(other is facet or other.fits(row) for other in facets)])
    found = [row for row in rows if all(facet.fits(row) for facet in facets)]
    shown = Paginator(found, ON_A_PAGE).get_page(query.get("page"))
    return {
        "cards": cards_of([row.pk for row in shown]),
        "shown": shown,
        "facets": facets,
        "chips": _chips(facets, query),
        "q": text,
        "query": _without(query, "page").urlencode(),
        "found": ngettext("%(n)d case found", "%(n)d cases found", len(found)) % {"n": len(found)},
    }


def _rows(page: CasesPage) -> tuple[list[Row], dict[str, str]]:
    """Two queries, whatever the number of cases; and names of cities by their value."""
    plain = page.pieces().values_list(
        "pk", "title", "summary", "city_name_uk", "city_name_en", "oblast", "year", "instrument", "outcome", "cost_amount", "cost_currency"
    )
    topics: dict[int, set[str]] = defaultdict(set)
    for pk, slug in CasePage.topics.through.objects.filter(casepage__in=page.pieces().values("pk")).values_list("casepage_id", "topic__slug"):
        topics[pk].add(slug)
    rows, names = [], {}
    for pk, title, summary, city_uk, city_en, oblast, year, instrument, outcome, amount, currency in plain:
        city = slugify_uk(city_uk)
        names[city] = (city_en if page.locale.language_code == "en" else "") or city_uk
        values = {
            "outcome": {outcome}, "instrument": {instrument}, "topic": topics[pk], "cost": {band_of(amount, currency)},
            "city": {city}, "oblast": {oblast} - {""}, "year": {str(year)},
        }  # fmt: skip
        rows.append(Row(pk, city, f"{title} {summary} {city_uk} {city_en}".casefold(), values))
    return rows, names


def _facets(rows: list[Row], names: dict[str, str]) -> list[Facet]:
    """Only what some case has can be chosen."""
    used: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name, values in row.values.items():
            used[name] |= values
    topics = Topic.objects.filter(slug__in=used["topic"])
    return [
        Facet("outcome", _("Outcome"), _of(Outcome.choices, used["outcome"])),
        Facet("instrument", _("Instrument"), _of(Instrument.choices, used["instrument"])),
        Facet("topic", _("Topic"), [(topic.slug, words(topic, "name")) for topic in topics]),
        Facet("cost", _("Cost"), _of(bands(), used["cost"])),
        Facet("city", _("City"), sorted(((value, names[value]) for value in used["city"]), key=lambda pair: sort_key(pair[1])), select=True),
        Facet("oblast", _("Oblast"), sorted(((value, oblast_name(value)) for value in used["oblast"]), key=lambda pair: sort_key(pair[1])), select=True),
        Facet("year", _("Year"), [(value, value) for value in sorted(used["year"], reverse=True)], select=True),
    ]  # fmt: skip


def _of(choices: Iterable[tuple[Any, Any]], used: set[str]) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in choices if value in used]


def _options(facet: Facet, rows: list[Row]) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "count": count, "checked": value in facet.chosen}
        for value, label in facet.options
        if (count := sum(value in row.values[facet.name] for row in rows)) or value in facet.chosen
    ]


def _chips(facets: list[Facet], query: QueryDict) -> list[dict[str, str]]:
    chips = []
    for facet in facets:
        for option in facet.shown:
            if option["checked"]:
                rest = _without(query, "page")
                rest.setlist(facet.name, [value for value in rest.getlist(facet.name) if value != option["value"]])
                chips.append({"label": option["label"], "url": f"?{rest.urlencode()}"})
    return chips


def _without(query: QueryDict, name: str) -> QueryDict:
    rest = query.copy()
    rest.pop(name, None)
    return rest
