"""What pages tell of a case: a card, its facts, its numbers; a shelf of cases for a city or a topic."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.pages.addresses import page_url
from cms.pages.shelves import Shelf
from school.accounts.models import City
from school.foundation.centre import words

from ..models import CasePage, CaseResult, CasesPage, Topic
from .costs import cost_words, grouped
from .structured import json_ld_of

ON_A_SHELF = 3
ICONS = {"worked": "circle-check", "partly": "circle-dot", "failed": "lightbulb"}  # equal in weight and colour: a failure is a lesson


def cards_of(ids: Sequence[int]) -> list[dict[str, Any]]:
    """Three queries for any number, in the order asked for."""
    found = CasePage.objects.filter(pk__in=ids).defer_streamfields().select_related("locale").prefetch_related("topics", "results")
    pages = {page.pk: page for page in found}
    return [card_of(pages[pk]) for pk in ids if pk in pages]


def card_of(page: CasePage) -> dict[str, Any]:
    results = [result_of(row) for row in page.results.all()]
    return {
        "page": page,
        "pk": page.pk,
        "slug": page.slug,
        "url": page_url(page),
        "title": page.title,
        "summary": page.summary,
        "city": page.city_name,
        "oblast": page.oblast_name,
        "is_example": page.is_example,
        "year": page.year,
        "instrument": page.get_instrument_display(),
        "outcome": page.get_outcome_display(),
        "outcome_icon": ICONS[page.outcome],
        "cost": cost_words(page.cost_amount, page.cost_currency),
        "time": time_words(page.months),
        "topics": [{"slug": topic.slug, "name": words(topic, "name")} for topic in page.topics.all()],
        "results": results,
        "headline": results[0] if results else None,
    }


def time_words(months: int | None) -> str:
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months} if months else ""


def result_of(row: CaseResult) -> dict[str, Any]:
    return {
        "indicator": row.indicator,
        "before": grouped(row.before) if row.before is not None else "",
        "after": grouped(row.after) if row.after is not None else "",
        "unit": row.unit,
        "change": change_words(row.before, row.after),
    }


def result_words(row: dict[str, str]) -> str:
    """A row as a city typed it: «minutes in the queue: 42 → 9 min»."""
    numbers = [grouped(Decimal(row[name])) for name in ("before", "after") if row.get(name)]
    return f"{row['indicator']}: {' → '.join(numbers)} {row.get('unit', '')}".strip()


def change_words(before: Decimal | None, after: Decimal | None) -> str:
    """How much more or less, in whole per cent; nothing where one of the two is missing or there was nothing before."""
    if before is None or after is None or not before:
        return ""
    percent = round((after - before) * 100 / abs(before))
    if percent == 0:
        return _("no change")
    return f"{'+' if percent > 0 else '−'}{abs(percent)}\u00a0%"


def case_context(page: CasePage) -> dict[str, Any]:
    siblings = CasePage.objects.sibling_of(page, inclusive=False).live()
    index = page.get_parent().specific if page.pk else None
    return {
        "case": card_of(page),
        "index_url": page_url(index) if isinstance(index, CasesPage) else "",
        "near": cards_of(list(nearest(page, siblings).values_list("pk", flat=True)[:ON_A_SHELF])),
        "json_ld": json_ld_of(page),
    }


def nearest(page: CasePage, others: QuerySet[CasePage]) -> QuerySet[CasePage]:
    """The same instrument first, then the rest, newest first: never empty while there is another case."""
    return others.alias(other=Case(When(instrument=page.instrument, then=0), default=1)).order_by("other", "-year", "-pk")


def city_shelf(city: City, language: str) -> Shelf | None:
    return _shelf(CasePage.objects.filter(city=city), language)


def topic_shelf(topic: Topic, language: str) -> Shelf | None:
    return _shelf(CasePage.objects.filter(topics=topic), language, f"?topic={topic.slug}")


def _shelf(cases: Any, language: str, query: str = "") -> Shelf | None:
    found = cases.filter(locale__language_code=language, live=True).order_by("-year", "-pk")
    total = found.count()
    index = CasesPage.objects.filter(locale__language_code=language).live().first()
    if not total or index is None:
        return None
    return Shelf(
        name="cases",
        heading=_("Mini-cases"),
        items=cards_of(list(found.values_list("pk", flat=True)[:ON_A_SHELF])),
        total=total,
        url=page_url(index) + query,
        template="library/cases/shelf.html",
    )
