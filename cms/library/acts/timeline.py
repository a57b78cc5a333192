"""What happened to acts, along time: adopted, begun, changed, ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from ..models import ActPage, Edition


@dataclass(frozen=True)
class Moment:
    day: date
    what: str
    page: ActPage
    note: str = ""
    edition: int | None = None


def timeline_of(pages: Iterable[ActPage]) -> list[dict[str, Any]]:
    """Years, the newest first, each with its moments; two queries whatever the number of acts."""
    by_key = {page.translation_key: page for page in pages}
    editions = Edition.objects.filter(act__key__in=by_key, number__gt=1).select_related("act")
    found = [moment for page in by_key.values() for moment in _own(page)]
    found += [Moment(row.dated, _("new edition"), by_key[row.act.key], row.note, row.number) for row in editions if row.dated]
    found.sort(key=lambda row: (row.day, row.page.title), reverse=True)
    return [{"year": year, "moments": list(rows)} for year, rows in groupby(found, key=lambda row: row.day.year)]


def moments_of(page: ActPage, editions: list[Edition]) -> list[Moment]:
    """One act's, the oldest first."""
    rows = _own(page) + [Moment(row.dated, _("new edition"), page, row.note, row.number) for row in editions if row.dated and row.number > 1]
    return sorted(rows, key=lambda row: row.day)


def _own(page: ActPage) -> list[Moment]:
    told = [
        (page.adopted_on, _("adopted"), ""),
        (page.in_force_from, _("comes into force"), ""),
        (page.in_force_to, _("no longer in force"), page.status_note),
    ]
    return [Moment(day, what, page, note) for day, what, note in told if day is not None]
