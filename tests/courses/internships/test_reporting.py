"""The report counts exactly, and its files say the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from docx import Document

from courses.internships.models import InternshipDay
from courses.internships.reporting import DayReport, report_of
from courses.internships.reporting_files import as_csv, as_docx, as_pdf
from courses.internships.settling import settle_day
from school.accounts.models import Project, User
from tests.factories.internships import make_day, make_person
from tests.factories.presence import PARTS, accepted_for, held, make_presence

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(halyna: User) -> InternshipDay:
    """Three had a place: one of Bar all day, one of Bar till eleven, one did not come; a walk-in of Vinnytsia came too."""
    funder = ("partner", {"name_uk": "Фонд", "name_en": "Fund", "role": "funder", "logo": None})
    project = Project.objects.create(key="p", name_uk="Партнерство", name_en="Partnership", partners=[funder])
    coming = make_day(capacity=None, slots=PARTS, project=project, hours=Decimal(6))
    people = [make_person(surname=name, city="Бар", organisation="Барська міська рада") for name in ("Авдієнко", "Бабій", "Вовк")]
    for user in people:
        accepted_for(coming, user=user)
    found = held(coming)
    make_presence(found, user=people[0])
    make_presence(found, left="11:00", user=people[1])
    make_presence(found, user=make_person(surname="=Гай", organisation="ГО «Світло»"))
    settle_day(day=found, actor=halyna)
    return InternshipDay.objects.select_related("internship", "project", "offer").get(pk=found.pk)


def test_numbers_are_exact(day: InternshipDay) -> None:
    report = report_of(day, "uk")
    assert [value for _label, value in report.counts] == ["3", "3", "3", "1", "1", "2", "2", "14", "2", "0"]
    assert [(row.people, row.percent) for row in report.parts] == [(3, 100), (2, 66), (2, 66)]
    assert [(row.name, row.people) for row in report.cities] == [("Бар", 2), ("Вінниця", 1)]
    assert [(row.name, row.people) for row in report.organisations] == [("Барська міська рада", 2), ("ГО «Світло»", 1)]
    assert [(row.hours, row.earned, row.left) for row in report.participants] == [
        (Decimal("6.0"), True, "15:00"), (Decimal("6.0"), True, "15:00"), (Decimal("2.0"), False, "11:00"),
    ]  # fmt: skip
    assert report.settled


def test_part_in_which_groups_go_round_names_every_department(day: InternshipDay) -> None:
    day.slots.filter(kind="practice").update(rotates=True)
    for title, place, host in (("ЦНАП", "каб. 1", "Марина Лісова"), ("Архів", "", "Сергій Панчук")):
        day.stations.model.objects.create(day=day, title_uk=title, place_uk=place, host_uk=host)
    rows = report_of(InternshipDay.objects.get(pk=day.pk), "uk").programme
    found = {(row["place"], row["host"]) for row in rows if row["slot"].rotates}
    assert found == {("каб. 1", "Марина Лісова; Сергій Панчук")}


def test_project_and_funders_are_named_in_the_language_asked_for(day: InternshipDay) -> None:
    assert ("Project", "Partnership") in report_of(day, "en").facts
    assert ("За підтримки", "Фонд") in report_of(day, "uk").facts


def test_application_keeps_its_words_though_the_person_has_moved(day: InternshipDay) -> None:
    profile = day.attendances.get(user__profile__surname="Авдієнко").user.profile
    profile.organisation = None
    profile.save()
    assert report_of(day, "uk").participants[1].organisation == "Барська міська рада"


def test_report_before_the_confirmation_says_so() -> None:
    day = held(make_day(slots=PARTS))
    make_presence(day)
    assert report_of(day, "uk").settled is False


def test_day_to_which_nobody_came_has_a_report() -> None:
    report = report_of(held(make_day(slots=PARTS)), "uk")
    assert ([row.percent for row in report.parts], report.participants, report.settled) == ([0, 0, 0], [], False)
    assert all(make(report, "uk") for make in (as_csv, as_docx, as_pdf))


@pytest.mark.parametrize("people", [1, 3])
def test_report_asks_the_same_however_many_came(people: int, django_assert_num_queries: Callable[..., Any]) -> None:
    day = held(make_day(capacity=None, slots=PARTS))
    for _number in range(people):
        make_presence(day)
    report_of(day, "uk")
    with django_assert_num_queries(13):
        report_of(day, "uk")


def docx_cells(report: DayReport) -> list[list[str]]:
    document = Document(io.BytesIO(as_docx(report, "uk")))
    return [[cell.text for cell in row.cells] for row in document.tables[-1].rows]


def test_docx_and_csv_list_the_same_people(day: InternshipDay) -> None:
    report = report_of(day, "uk")
    rows = list(csv.reader(io.StringIO(as_csv(report, "uk").removeprefix("\ufeff")), delimiter=";"))
    assert [row[0] for row in rows] == ["Ім’я", "'=Гай Ім’я", "Авдієнко Ім’я", "Бабій Ім’я"]
    assert rows[0] == docx_cells(report)[0]
    assert [row[1:] for row in rows] == [row[1:] for row in docx_cells(report)]


def test_docx_is_headed_and_its_list_lies_across(day: InternshipDay) -> None:
    document = Document(io.BytesIO(as_docx(report_of(day, "uk"), "uk")))
    headings = [row.text for row in document.paragraphs if row.style.name.startswith("Heading")]
    assert headings[:3] == ["Про день", "У числах", "Програма дня"]
    assert [row.page_width > row.page_height for row in document.sections] == [False, True]
    assert document.core_properties.title.startswith(str(day.internship.title_uk))


def test_pdf_is_one(day: InternshipDay) -> None:
    assert as_pdf(report_of(day, "uk"), "uk").startswith(b"%PDF-")
