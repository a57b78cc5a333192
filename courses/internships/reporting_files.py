"""The day's report in sections, and as files: PDF to send, DOCX to go on writing in, CSV for spreadsheets. All say the same."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from school.accounts.coverage import growth_section, map_section
from school.foundation import report_files
from school.foundation.report_files import Paper, Section
from school.foundation.text import NBSP, plain_number

from .reporting import Count, DayReport, Participant


def columns() -> list[str]:
    names = [
        _("Name"),
        _("Organisation"),
        _("Position"),
        _("City"),
        _("Category"),
        _("From what time"),
        _("Till what time"),
        _("Academic hours"),
        "%",
    ]
    return [*names, _("Certificate")]


def cells(row: Participant) -> list[str]:
    said = [row.name, row.organisation, row.position, row.city, row.category, row.came, row.left, plain_number(row.hours), str(row.share)]
    return [*said, row.certificate or (_("earned") if row.earned else "–")]


def as_csv(report: DayReport, language: str) -> str:
    with override(language):
        return report_files.as_csv(columns(), [cells(row) for row in report.participants])


def as_pdf(report: DayReport, language: str) -> bytes:
    return report_files.as_pdf(paper_of(report, language))


def as_docx(report: DayReport, language: str) -> bytes:
    return report_files.as_docx(paper_of(report, language))


def paper_of(report: DayReport, language: str) -> Paper:
    with override(language):
        note = "" if report.settled else _("Presence is not confirmed yet: hours and certificates may still change.")
        return Paper(
            kicker=_("Report on the day of %(date)s") % {"date": report.on},
            title=report.title,
            language=language,
            note=note,
            sections=sections(report),
        )


def sections(report: DayReport) -> list[Section]:
    people = _("People")
    programme = [(f"{row['starts']:%H:%M}{NBSP}–{NBSP}{row['ends']:%H:%M}", row["title"], row["place"], row["host"]) for row in report.programme]
    parts = [(row.time, row.title, str(row.people), f"{row.percent} %") for row in report.parts]
    counted = [(report.cities, _("Cities"), _("City")), (report.organisations, _("Organisations"), _("Organisation"))]
    counted.append((report.categories, _("Who they are"), _("Category")))
    growth = [growth_section(report.new_cities, report.goal_cities)] if report.new_cities else []
    return [
        Section(_("The day"), [], report.facts),
        Section(_("In numbers"), [], report.counts),
        Section(_("Programme of the day"), [_("Time"), _("Part"), _("Room"), _("Who receives")], programme),
        Section(_("Presence by parts"), [_("Time"), _("Part"), people, "%"], parts),
        map_section(report.came_from),
        *growth,
        *[Section(heading, [head, people], _counted(rows)) for rows, heading, head in counted],
        *report.feedback,
        Section(_("Participants"), columns(), [cells(row) for row in report.participants]),
    ]


def _counted(rows: list[Count]) -> list[Sequence[str]]:
    return [(row.name, str(row.people)) for row in rows]
