"""What people see of series: their webinars in order, and the place of a webinar in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .models import SeriesPart, Webinar, WebinarPage, WebinarSeriesPage


@dataclass(frozen=True)
class Place:
    """Where a webinar stands in one series."""

    series: WebinarSeriesPage
    number: int
    count: int
    following: WebinarPage | None


def keys_of(pages: Iterable[WebinarSeriesPage]) -> dict[UUID, list[UUID]]:
    """By the key of the series the keys of its webinars, in order; of every language the one it was written in. Two queries."""
    wanted = {page.translation_key for page in pages}
    sources: dict[int, UUID] = {}
    for pk, key in WebinarSeriesPage.objects.filter(translation_key__in=wanted).order_by("-pk").values_list("pk", "translation_key"):
        sources = {known: other for known, other in sources.items() if other != key} | {pk: key}
    found: dict[UUID, list[UUID]] = {key: [] for key in wanted}
    rows = SeriesPart.objects.filter(page__in=sources).order_by("sort_order", "pk")
    for page, webinar in rows.values_list("page", "webinar__translation_key"):
        found[sources[page]].append(webinar)
    return found


def series_facts(page: WebinarSeriesPage) -> dict[str, Any]:
    """Context of a series' page. In a preview the parts are those that are being edited."""
    from .presenting import webinar_cards

    keys = [row.webinar.translation_key for row in page.parts.all()] if page.is_source else keys_of([page])[page.translation_key]
    cards = {card["key"]: card for card in webinar_cards(page.locale.language_code)}
    parts = [cards[str(key)] for key in keys if str(key) in cards]
    recorded = [card for card in parts if card["recorded"]]
    return {"parts": parts, "minutes": sum(card["minutes"] for card in parts), "recorded": bool(recorded)}


def series_cards(cards: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """Series with what is published of them, as the list of webinars shows it. `cards` are those of the webinars."""
    pages = list(WebinarSeriesPage.objects.live().filter(locale__language_code=language).order_by("-first_published_at"))
    if not pages:
        return []
    keys, known = keys_of(pages), {card["key"]: card for card in cards}
    found = []
    for page in pages:
        parts = [known[str(key)] for key in keys[page.translation_key] if str(key) in known]
        if parts:
            row = {"title": page.title, "summary": page.summary, "url": page.get_url(), "key": str(page.translation_key)}
            found.append({**row, "count": len(parts), "minutes": sum(card["minutes"] for card in parts), "poster_url": parts[0]["poster_url"]})
    return found


def places_of(webinar: Webinar, language: str) -> list[Place]:
    """One query where the webinar is in no series."""
    series = SeriesPart.objects.filter(webinar__translation_key=webinar.key).values("page__translation_key")
    pages = list(WebinarSeriesPage.objects.live().filter(locale__language_code=language, translation_key__in=series).order_by("title"))
    if not pages:
        return []
    keys = keys_of(pages)
    wanted = {key for row in keys.values() for key in row}
    shown = {row.translation_key: row for row in WebinarPage.objects.live().filter(locale__language_code=language, translation_key__in=wanted)}
    in_force = set(Webinar.objects.in_force().filter(key__in=wanted).values_list("key", flat=True))
    places = []
    for page in pages:
        order = [key for key in keys[page.translation_key] if key in shown and key in in_force]
        if webinar.key in order:
            at = order.index(webinar.key)
            places.append(Place(page, at + 1, len(order), shown[order[at + 1]] if at + 1 < len(order) else None))
    return places


def series_in(key: UUID, language: str) -> WebinarSeriesPage | None:
    return WebinarSeriesPage.objects.live().filter(translation_key=key, locale__language_code=language).select_related("locale").first()
