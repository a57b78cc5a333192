"""Narrowing a list by facets with numbers: what is chosen, what is left, how to take a choice back.

A number beside an option says how many rows there would be with it and every other facet's choice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Facet:
    """`options` are (value, label); `of` gives the values a row has."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    of: Callable[[Any], set[str]]


@dataclass(frozen=True)
class Narrowed:
    rows: list[Any]
    facets: list[dict[str, Any]]
    chips: list[dict[str, str]]


def narrow(rows: Sequence[Any], facets: Sequence[Facet], query: Mapping[str, Any]) -> Narrowed:
    """`query` is a QueryDict; values nobody offers are ignored."""
    chosen = {facet.name: set(_values(query, facet.name)) & {value for value, _ in facet.options} for facet in facets}
    shown = [{"name": facet.name, "label": facet.label, "options": _options(facet, facets, rows, chosen)} for facet in facets]
    return Narrowed([row for row in rows if _fits(row, facets, chosen)], shown, _chips(shown, query))


def _values(query: Mapping[str, Any], name: str) -> list[str]:
    return query.getlist(name) if hasattr(query, "getlist") else list(query.get(name, []))


def _fits(row: Any, facets: Sequence[Facet], chosen: dict[str, set[str]], skip: str = "") -> bool:
    return all(not chosen[facet.name] or facet.name == skip or facet.of(row) & chosen[facet.name] for facet in facets)


def _options(facet: Facet, facets: Sequence[Facet], rows: Sequence[Any], chosen: dict[str, set[str]]) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    for row in rows:
        if _fits(row, facets, chosen, skip=facet.name):
            for value in facet.of(row):
                counts[value] = counts.get(value, 0) + 1
    made = [{"value": value, "label": label, "count": counts.get(value, 0), "checked": value in chosen[facet.name]} for value, label in facet.options]
    return [option for option in made if option["count"] or option["checked"]]


def _chips(facets: list[dict[str, Any]], query: Any) -> list[dict[str, str]]:
    chips = []
    for facet in facets:
        for option in facet["options"]:
            if option["checked"] and hasattr(query, "copy"):
                rest = query.copy()
                rest.setlist(facet["name"], [value for value in rest.getlist(facet["name"]) if value != option["value"]])
                chips.append({"label": option["label"], "url": f"?{rest.urlencode()}"})
    return chips
