"""Hours of an organisation's people on paper: evidence for the personnel file."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from school.accounts.models import Organisation
from school.foundation import report_files
from school.foundation.calendar import KYIV, day_words
from school.foundation.centre import centre, words
from school.foundation.report_files import Paper, Section
from school.foundation.text import plain_number

from .organisation import PersonHours, Visit


def columns() -> list[str]:
    return [_("Name"), _("Position"), _("Day"), _("Programme"), _("Academic hours"), _("Certificate")]


def lines(people: list[PersonHours], language: str) -> list[list[str]]:
    """A line a day of a person, the day as a spreadsheet sorts it."""
    return [
        [
            row.person.full_name,
            visit.attendance.application.position,
            visit.attendance.day.date.isoformat(),
            words(visit.attendance.day.internship, "title", language),
            *_outcome(visit),
        ]
        for row in people
        for visit in row.visits
    ]


def _outcome(visit: Visit) -> list[str]:
    hours = _("not confirmed yet") if visit.hours is None else plain_number(visit.hours)
    return [hours, visit.certificate.number if visit.certificate else "–"]


def as_csv(people: list[PersonHours], language: str) -> str:
    with override(language):
        return report_files.as_csv(columns(), lines(people, language))


def printed(people: list[PersonHours], language: str) -> Section:
    """Four columns, so that a sheet stands upright."""
    rows = []
    for row in people:
        for visit in row.visits:
            day = visit.attendance.day
            who = ", ".join(part for part in (row.person.full_name, visit.attendance.application.position) if part)
            rows.append([who, f"{day.when}. {words(day.internship, 'title', language)}", *_outcome(visit)])
    check = _("Whether a certificate is in force anyone can check by its number: %(url)s")
    note = check % {"url": settings.PUBLIC_URL + reverse("certificates:verify")} if people else ""
    return Section(_("Days and hours"), [_("Name"), _("Day and programme"), _("Academic hours"), _("Certificate")], rows, note=note)


def hours_paper(organisation: Organisation, people: list[PersonHours], numbers: dict[str, Any], period: str, language: str) -> Paper:
    with override(language):
        facts = [(_("Organisation"), organisation.name)]
        facts += [(_("EDRPOU code"), organisation.edrpou)] if organisation.edrpou else []
        facts += [
            (_("Period"), period),
            (_("People"), str(numbers["people"])),
            (_("Academic hours confirmed"), plain_number(numbers["hours"])),
            (_("As of"), day_words(timezone.localdate(timezone=KYIV), year=True)),
        ]
        sections = [Section(_("In short"), [], facts), printed(people, language)]
        return Paper(words(centre(fresh=True), "name", language), _("Hours of learning"), language, sections=sections)
