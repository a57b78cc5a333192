"""What a reader chose, read from the address and written back into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from school.foundation.numbers import whole_number

from .grouping import Facet
from .matching import Narrowed

MOST_CHOSEN = 30
LAST_PAGE = 100


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


def narrowed_by(query: QueryDict) -> Narrowed:
    def chosen(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value[:120].replace("\0", "") for value in query.getlist(name)))[:MOST_CHOSEN]

    years = tuple(year for value in chosen("year") if (year := whole_number(value, 4)))
    return Narrowed(chosen("kind"), chosen("topic"), years, chosen("city"), chosen("language"), chosen("status"))


def page_of(query: QueryDict) -> int:
    return min(max(whole_number(query.get("page", ""), 4) or 1, 1), LAST_PAGE)


def chips(facets: list[Facet], query: QueryDict) -> list[Chip]:
    """Each choice with the address without it."""
    made = []
    for facet in facets:
        for value in facet.values:
            if value.checked:
                rest = without(query, "page")
                rest.setlist(facet.name, [other for other in rest.getlist(facet.name) if other != value.value])
                made.append(Chip(value.label, f"?{rest.urlencode()}"))
    return made


def without(query: QueryDict, *names: str) -> Any:
    rest = query.copy()
    for name in names:
        rest.pop(name, None)
    return rest
