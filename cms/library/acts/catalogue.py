"""The list of acts: found by number or words, narrowed by topic, status, body and year, or laid along a timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.foundation.centre import words
from school.foundation.codes import fold_code

from ..models import ActPage, ActsIndexPage, Topic
from .enums import ActStatus, Body
from .timeline import timeline_of

PER_PAGE = 20


@dataclass
class _Row:
    """What narrows the list; the page itself is fetched only if it is shown."""

    pk: int
    title: str
    number: str
    status: str
    body: str
    year: str
    topics: set[str] = field(default_factory=set)


Facet = tuple[str, str, list[tuple[str, str]], Callable[[_Row], set[str]]]


def catalogue(index: ActsIndexPage, query: Mapping[str, Any]) -> dict[str, Any]:
    """Context of the list. `query` is a QueryDict; unknown values are ignored."""
    rows = _rows(index)
    text = str(query.get("q", "")).strip()[:100]
    rows = _found(rows, text)
    facets = _facets(rows)
    chosen = {name: set(_values(query, name)) & {value for value, _label in options} for name, _head, options, _of in facets}
    shown = [row for row in rows if _fits(row, chosen, facets)]
    context: dict[str, Any] = {
        "facets": [_facet(row, rows, chosen, facets) for row in facets],
        "narrowed": any(chosen.values()) or bool(text),
        "q": text,
        "found": ngettext("%(n)d act", "%(n)d acts", len(shown)) % {"n": len(shown)},
        "along": query.get("view") == "timeline",
    }
    context["query"] = _carried(query, drop=("page", "view"))
    if context["along"]:
        return context | {"timeline": timeline_of(_pages([row.pk for row in shown]))}
    part = Paginator([row.pk for row in shown], PER_PAGE).get_page(query.get("page"))
    return context | {"part": part, "acts": _pages(list(part.object_list))}


def _rows(index: ActsIndexPage) -> list[_Row]:
    acts = index.pieces()
    names = ("pk", "title", "number", "status", "body", "adopted_on")
    rows = {pk: _Row(pk, title, number, status, body, str(day.year)) for pk, title, number, status, body, day in acts.values_list(*names)}
    for pk, slug in acts.filter(topics__isnull=False).values_list("pk", "topics__slug"):
        rows[pk].topics.add(slug)
    return list(rows.values())


def _found(rows: list[_Row], text: str) -> list[_Row]:
    """A number goes first, in whatever letters it was typed; then the words of the title."""
    if not text:
        return rows
    number = number_of(text)
    exact = [row for row in rows if number_of(row.number) == number]
    near = [row for row in rows if number and number in number_of(row.number) and row not in exact]
    needles = text.casefold().replace("'", "’").split()
    named = [row for row in rows if row not in exact and row not in near and all(needle in row.title.casefold() for needle in needles)]
    return exact + near + named


def number_of(text: str) -> str:
    return fold_code(text.replace("№", "").replace("/", "").strip(" .,«»"))


def _facets(rows: list[_Row]) -> list[Facet]:
    years = sorted({row.year for row in rows}, reverse=True)
    slugs = {slug for row in rows for slug in row.topics}
    topics = [(topic.slug, words(topic, "name")) for topic in Topic.objects.filter(slug__in=slugs)]
    return [
        ("topic", _("Topic"), topics, lambda row: row.topics),
        ("status", _("Status"), [(str(value), str(label)) for value, label in ActStatus.choices], lambda row: {row.status}),
        ("body", _("Adopted by"), [(str(value), str(label)) for value, label in Body.choices], lambda row: {row.body}),
        ("year", _("Year"), [(year, year) for year in years], lambda row: {row.year}),
    ]


def _facet(facet: Facet, rows: list[_Row], chosen: dict[str, set[str]], facets: list[Facet]) -> dict[str, Any]:
    name, label, options, of = facet
    rest = [row for row in rows if _fits(row, chosen, facets, skip=name)]
    counted = [
        {"value": value, "label": text, "count": sum(value in of(row) for row in rest), "checked": value in chosen[name]} for value, text in options
    ]
    return {"name": name, "label": label, "options": [row for row in counted if row["count"] or row["checked"]]}


def _fits(row: _Row, chosen: dict[str, set[str]], facets: list[Facet], skip: str = "") -> bool:
    return all(not chosen[name] or name == skip or of(row) & chosen[name] for name, _label, _options, of in facets)


def _values(query: Mapping[str, Any], name: str) -> list[str]:
    return query.getlist(name) if hasattr(query, "getlist") else list(query.get(name, []))


def _carried(query: Any, drop: tuple[str, ...]) -> str:
    if not hasattr(query, "copy"):
        return ""
    rest = query.copy()
    for name in drop:
        rest.pop(name, None)
    return rest.urlencode()


def _pages(keys: list[int]) -> list[ActPage]:
    found = ActPage.objects.select_related("locale").in_bulk(keys)
    return [found[key] for key in keys]
