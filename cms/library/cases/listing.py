"""The list of cases narrowed by what is asked of them, with numbers: how many there would be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.pages.facets import Facet, narrow
from school.accounts.cities import oblast_name, sort_key
from school.foundation.centre import words
from school.foundation.transliteration import slugify_uk

from ..models import CasePage, CasesPage, Topic
from .costs import band_of, bands
from .enums import Instrument, Outcome
from .presenting import cards_of

ON_A_PAGE = 20
LONGEST_QUERY = 100
LISTS = {"city", "oblast", "year"}  # too many for boxes to tick


@dataclass
class Row:
    """What a case is found by; its words are fetched for the page that is shown."""

    pk: int
    text: str
    values: dict[str, set[str]]


def listing(page: CasesPage, query: QueryDict) -> dict[str, Any]:
    """Context of the list. Unknown values are ignored."""
    rows, names = _rows(page)
    asked = query.copy()
    asked.pop("page", None)
    text = query.get("q", "").strip()[:LONGEST_QUERY]
    needles = text.casefold().split()
    found = narrow([row for row in rows if all(needle in row.text for needle in needles)], _facets(rows, names), asked)
    shown = Paginator(found.rows, ON_A_PAGE).get_page(query.get("page"))
    return {
        "cards": cards_of([row.pk for row in shown]),
        "shown": shown,
        "facets": [facet | {"select": facet["name"] in LISTS} for facet in found.facets],
        "chips": found.chips,
        "q": text,
        "query": asked.urlencode(),
        "found": ngettext("%(n)d case found", "%(n)d cases found", len(found.rows)) % {"n": len(found.rows)},
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
        rows.append(Row(pk, f"{title} {summary} {city_uk} {city_en}".casefold(), values))
    return rows, names


def _facets(rows: list[Row], names: dict[str, str]) -> list[Facet]:
    """Only what some case has can be chosen."""
    used: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name, values in row.values.items():
            used[name] |= values
    told: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("outcome", _("Outcome"), _used(Outcome.choices, used["outcome"])),
        ("instrument", _("Instrument"), _used(Instrument.choices, used["instrument"])),
        ("topic", _("Topic"), [(topic.slug, words(topic, "name")) for topic in Topic.objects.filter(slug__in=used["topic"])]),
        ("cost", _("Cost"), _used(bands(), used["cost"])),
        ("city", _("City"), _sorted((value, names[value]) for value in used["city"])),
        ("oblast", _("Oblast"), _sorted((value, oblast_name(value)) for value in used["oblast"])),
        ("year", _("Year"), [(value, value) for value in sorted(used["year"], reverse=True)]),
    ]
    return [Facet(name, label, options, partial(_values_of, name)) for name, label, options in told]


def _values_of(name: str, row: Row) -> set[str]:
    return row.values[name]


def _used(choices: Iterable[tuple[Any, Any]], used: set[str]) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in choices if value in used]


def _sorted(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(choices, key=lambda choice: sort_key(choice[1]))
