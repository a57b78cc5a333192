"""Coordinators see over the programme; nobody else does. The address keeps what was asked."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from courses.internships.settling import settle_day
from school.accounts.models import Project, User
from tests.factories.internships import make_person
from tests.factories.presence import make_held_day, make_presence

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
REPORT, COVERAGE = "/teach/report/", "/teach/coverage/"


@pytest.fixture
def project(db: None) -> Project:
    made = Project.objects.create(key="p", name_uk="Партнерство", name_en="Partnership", goal_cities=25)
    day = make_held_day(project=made)
    make_presence(day, user=make_person(surname="=Житній", city="Житомир"))
    settle_day(day=day, actor=None)
    return made


@pytest.mark.parametrize("address", [REPORT, COVERAGE, f"{REPORT}csv/?since=2020-01-01"])
@pytest.mark.parametrize("who", ["petro", "taras", "olena"])
def test_others_are_refused(request: pytest.FixtureRequest, browser_of: Browser, who: str, address: str) -> None:
    assert browser_of(request.getfixturevalue(who)).get(address).status_code == 403


def test_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(REPORT).status_code == 302


def test_form_comes_first_with_projects_to_choose(browser_of: Browser, halyna: User, project: Project) -> None:
    page = browser_of(halyna).get(REPORT).content.decode()
    assert f'href="?project={project.pk}"' in page
    assert "<svg xmlns" not in page


def test_report_of_a_project_shows_map_growth_and_files(browser_of: Browser, halyna: User, project: Project) -> None:
    page = browser_of(halyna).get(REPORT, {"project": project.pk}).content.decode()
    assert "Карта України: люди за областями" in page
    assert "Люди приїхали з 1 міста. Мета проєкту: 25." in page
    assert f'href="/teach/report/pdf/?project={project.pk}"' in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "2026-09-01", "till": "2026-08-01"}, "Останній день раніше за перший"),
        ({"since": "1 вересня"}, "Напишіть дату"),
        ({"project": "999"}, "Такого проєкту немає"),
        ({"project": "", "since": "", "till": ""}, "Виберіть проєкт або перший чи останній день"),
    ],
)
def test_what_cannot_be_asked_is_told_in_words(browser_of: Browser, halyna: User, asked: dict[str, str], said: str) -> None:
    response = browser_of(halyna).get(REPORT, asked)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert browser_of(halyna).get(f"{REPORT}csv/", asked).status_code == 404


def test_empty_period_says_so_and_offers_no_files(browser_of: Browser, halyna: User, project: Project) -> None:
    page = browser_of(halyna).get(REPORT, {"till": "2012-01-01"}).content.decode().replace("\u00a0", " ")
    assert "Поки ніхто не взяв участі" in page
    assert "/teach/report/pdf/" not in page


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("csv", b"\xef\xbb\xbf")])
def test_files_come_whole_and_are_kept_by_nobody(browser_of: Browser, halyna: User, project: Project, kind: str, begins: bytes) -> None:
    response = browser_of(halyna).get(reverse("dashboard:report_file", args=[kind]), {"project": project.pk, "since": "2020-01-01"})
    assert response.content.startswith(begins)
    assert response["Content-Disposition"] == f'attachment; filename="report-p-2020-01-01.{kind}"'
    assert response["Cache-Control"] == "private, no-store"


def test_docx_holds_both_pictures_with_their_words(browser_of: Browser, halyna: User, project: Project) -> None:
    document = Document(io.BytesIO(browser_of(halyna).get("/teach/report/docx/", {"project": project.pk}).content))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert told == ["Житомирська область – 1", "Люди приїхали з 1 міста. Мета проєкту: 25."]


def test_csv_runs_no_formula(browser_of: Browser, halyna: User, project: Project) -> None:
    said = browser_of(halyna).get("/teach/report/csv/", {"project": project.pk}).content.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(said), delimiter=";")
    assert head[3:7] == ["Ім’я", "Організація", "Місто", "Область"]
    assert row[3:7] == ["'=Житній Ім’я", "Вінницька міська рада", "Житомир", "Житомирська область"]


def test_there_is_no_file_of_another_kind(browser_of: Browser, halyna: User, project: Project) -> None:
    assert browser_of(halyna).get("/teach/report/exe/", {"project": project.pk}).status_code == 404


def test_coverage_names_oblasts_nobody_came_from(browser_of: Browser, halyna: User, project: Project) -> None:
    page = browser_of(halyna).get(COVERAGE).content.decode()
    assert "Житомир" in page
    missing = page.split("Звідси ще не було нікого")[1]
    assert "Одеська область" in missing
    assert "Житомирська область" not in missing


def test_english_page_speaks_english(browser_of: Browser, halyna: User, project: Project) -> None:
    page = browser_of(halyna).get(f"/en{REPORT}", {"project": project.pk}).content.decode()
    assert "Zhytomyrska oblast" in page
    assert "Partnership" in page
