"""The register as anyone may see it: number, date, kind, title, volume, state; a person only by their own consent."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from school.foundation.report_files import as_csv, as_xlsx

from .models import Certificate, Series, number_key_of
from .named import name_of, with_names

MOST = 10_000  # lines of one file; a year of a larger centre is narrowed by number


def years() -> list[int]:
    return list(Series.objects.order_by("-year").values_list("year", flat=True).distinct())


def open_rows(year: int | None = None, number: str = "") -> QuerySet[Certificate]:
    rows = with_names(Certificate.objects.select_related("replaced_by", "series")).defer("search_words").order_by("-issued_at", "-pk")
    rows = rows.filter(series__year=year) if year else rows
    return rows.filter(number_key__contains=number_key_of(number)[:40]) if number else rows


def state_words(row: Certificate) -> str:
    return _("its term has ended") if row.expired else str(row.get_state_display())


def header() -> list[str]:
    return [
        _("EDRPOU code"), _("Number"), _("Issued"), _("Kind"), _("What for"), _("Academic hours"), _("ECTS credits"), _("State"), _("Valid until"), _("Replaced by"),
        _("Name, where its bearer agreed"),
    ]  # fmt: skip


def line(row: Certificate) -> list[str]:
    said = row.frozen
    until = row.valid_until.isoformat() if row.valid_until else ""
    later = row.replaced_by.number if row.replaced_by else ""
    return [
        said["edrpou"],
        row.number,
        said["issued_date"],
        said["what_kind"],
        said["what"],
        said["hours"],
        said["ects"],
        state_words(row),
        until,
        later,
        name_of(row),
    ]


def lines(rows: QuerySet[Certificate]) -> Iterator[list[str]]:
    return (line(row) for row in rows[:MOST].iterator(500))


def csv_of(rows: QuerySet[Certificate]) -> str:
    return as_csv(header(), lines(rows))


def xlsx_of(rows: QuerySet[Certificate]) -> bytes:
    return as_xlsx(_("Register of certificates"), header(), lines(rows))
