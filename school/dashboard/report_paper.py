"""The report over a project or a period in words: sections for the page, the PDF and the DOCX, lines for the CSV."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from school.accounts.cities import oblast_name, oblast_of, sort_key
from school.accounts.coverage import growth_section, map_section, oblasts_without
from school.accounts.enums import Category
from school.accounts.models import User
from school.accounts.participation import Participation, cities_over_time
from school.foundation.calendar import day_words, span_words
from school.foundation.centre import centre, words
from school.foundation.report_files import Paper, Section
from school.foundation.text import plain_number
from webinars.models.records import ENOUGH

from .reporting import PeriodReport


def paper_of(report: PeriodReport, language: str) -> Paper:
    title = words(report.project, "name", language) if report.project else _("What was done")
    return Paper(kicker=period_words(report), title=title, language=language, sections=sections(report, language))


def period_words(report: PeriodReport) -> str:
    if report.since and report.till:
        return _("Report, %(span)s") % {"span": span_words(report.since, report.till, year=True)}
    if report.since:
        return _("Report since %(date)s") % {"date": day_words(report.since, year=True)}
    if report.till:
        return _("Report till %(date)s") % {"date": day_words(report.till, year=True)}
    return _("Report on the whole project")


def sections(report: PeriodReport, language: str) -> list[Section]:
    people = _("People")
    if not report.rows:
        return [Section(_("In numbers"), [], _facts(report, language), note=_("Nobody has taken part in anything yet that counts here."))]
    counted = [
        (_("Who they are"), _("Category"), report.categories),
        (_("Cities"), _("City"), report.cities),
        (_("Organisations"), _("Organisation"), report.organisations),
    ]
    goal = report.project.goal_cities if report.project else None
    return [
        Section(_("In numbers"), [], [*_facts(report, language), *_counts(report)], note=_how_counted()),
        Section(_("By kind"), [_("Kind"), _("Events"), people, _("Academic hours")], _kinds(report), note=_several(report)),
        map_section(row.city for row in report.people),
        growth_section(list(cities_over_time(report.rows)), goal),
        *[Section(heading, [head, people], _rows(found)) for heading, head, found in counted],
        Section(_("What took place"), [_("Date"), _("Event"), _("Kind"), people, _("Academic hours")], _events(report)),
    ]


def _how_counted() -> str:
    text = _(
        "Counted is what is certain: confirmed presence on a day or at meetings, a course finished, a recording of a webinar watched for the share its page asks (usually %(enough)d %%). A person counts once, with the city and organisation they named last."
    )
    return text % {"enough": ENOUGH}


def _several(report: PeriodReport) -> str:
    """Why people by kind may be more than all people."""
    return _("Whoever took part in several kinds counts in each.") if sum(row.people for row in report.kinds) > len(report.people) else ""


def _facts(report: PeriodReport, language: str) -> list[tuple[str, str]]:
    facts = [(_("Organised by"), words(centre(fresh=True), "name", language))]
    if report.project:
        facts.append((_("Project"), words(report.project, "name", language)))
        for role, label in (("funder", _("With the support of")), ("partner", _("Partners"))):
            names = report.project.names_of(role, language)
            facts += [(label, ", ".join(names))] if names else []
    return facts


def _counts(report: PeriodReport) -> list[tuple[str, str]]:
    people = len(report.people)
    return [
        (_("People"), str(people)),
        (_("New among them"), str(report.newcomers)),
        (_("Had come before"), str(people - report.newcomers)),
        (_("Times somebody took part"), str(len(report.rows))),
        (_("Events"), str(len(report.events))),
        (_("Organisations"), str(len(set(report.organisations) - {""}))),
        (_("Cities"), str(sum(len(cities) for _on, cities in cities_over_time(report.rows)))),
        (_("Academic hours of all together"), plain_number(report.hours)),
        (_("Certificates issued"), str(report.issued)),
        (_("Certificates in force"), str(len(report.numbers))),
    ]


def _kinds(report: PeriodReport) -> list[tuple[str, ...]]:
    return [(row.label, str(row.events), str(row.people), plain_number(row.hours)) for row in report.kinds]


def _events(report: PeriodReport) -> list[tuple[str, ...]]:
    return [(span_words(row.first, row.last, year=True), row.title, row.label, str(row.people), plain_number(row.hours)) for row in report.events]


def _rows(found: Counter[str]) -> list[tuple[str, str]]:
    """Most first, then by the alphabet; who said nothing stands last under a dash."""
    said = sorted(((name, n) for name, n in found.items() if name), key=lambda row: (-row[1], sort_key(row[0])))
    return [(name, str(n)) for name, n in [*said, *([("–", found[""])] if found[""] else [])]]


def columns() -> list[str]:
    said = [_("Date"), _("Kind"), _("Event"), _("Name"), _("Organisation"), _("City"), _("Oblast"), _("Category")]
    return [*said, _("Academic hours"), _("Certificate")]


def lines(report: PeriodReport) -> list[list[str]]:
    """One for each person and event."""
    people = User.objects.select_related("profile").in_bulk({row.person for row in report.rows})
    categories = {name: str(label) for name, label in Category.choices}
    return [
        [
            row.on.isoformat(), row.event.label, row.event.title, people[row.person].full_name, row.organisation, row.city_words,
            oblast_name(code) if (code := oblast_of(row.city)) else "", categories.get(row.category, ""), plain_number(row.hours),
            report.numbers.get(row.key, "–"),
        ]
        for row in report.rows
    ]  # fmt: skip


def _cities(report: PeriodReport) -> list[tuple[str, ...]]:
    """Of each city: how many people, at how many events, when the last time. By the alphabet."""
    found: dict[str, list[Participation]] = {}
    for row in report.rows:
        found.setdefault(row.city_words, []).append(row)
    return [
        (
            name, oblast_name(code) if (code := oblast_of(rows[0].city)) else "–", str(len({row.person for row in rows})),
            str(len({row.event for row in rows})), day_words(rows[-1].on, year=True),
        )
        for name, rows in sorted(found.items(), key=lambda row: sort_key(row[0])) if name
    ]  # fmt: skip


def coverage_of(report: PeriodReport) -> dict[str, Any]:
    """Sections of where people come from, and the oblasts that are missing."""
    came_from = [row.city for row in report.people]
    shown = [map_section(came_from), growth_section(list(cities_over_time(report.rows)), None)] if report.rows else []
    if report.rows:
        shown.insert(1, Section(_("Cities"), [_("City"), _("Oblast"), _("People"), _("Events they came to"), _("The last time")], _cities(report)))
    return {"sections": shown, "missing": oblasts_without(came_from)}
