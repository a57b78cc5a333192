"""The report over a project or a period adds up, and a person counts once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from certificates.enums import CertificateState
from certificates.models import Certificate
from courses.internships.meeting_presence import mark_present, settle_meeting
from courses.internships.models import InternshipDay
from courses.internships.reporting import report_of
from courses.internships.settling import settle_day
from school.accounts.erasing import erase_person
from school.accounts.models import City, Profile, Project, User
from school.dashboard.report_paper import coverage_of, lines, sections
from school.dashboard.reporting import period_report
from school.foundation.calendar import KYIV
from tests.factories.certificates import DONE, make_certificate, make_certified_run, make_completed
from tests.factories.internships import make_person
from tests.factories.meetings import held_meeting, learners, make_room_course, make_room_run
from tests.factories.presence import held, make_held_day, make_presence
from tests.factories.webinars import make_webinar, watch
from webinars.models import Viewing, Webinar

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(timezone=KYIV)


@pytest.fixture
def project() -> Project:
    return Project.objects.create(key="p", name_uk="Партнерство", name_en="Partnership", goal_cities=25)


def day_of(project: Project | None, *people: User, on: date | None = None, left: str | None = None) -> InternshipDay:
    """A confirmed day that these people came to."""
    day = make_held_day(project=project, on=on)
    for user in people:
        make_presence(day, user=user, left=left)
    settle_day(day=day, actor=None)
    return day


def counts(project: Project | None = None, **span: Any) -> dict[str, str]:
    return dict(sections(period_report("uk", project=project, **span), "uk")[0].rows)


def test_person_with_two_events_counts_once(project: Project) -> None:
    ivan, maria = make_person(city="Житомир"), make_person(city="Львів")
    day_of(project, ivan, maria, on=date(2026, 9, 1))
    make_completed(ivan, make_certified_run(project=project), completed_at=DONE)
    report = period_report("uk", project=project)
    assert (len(report.people), len(report.rows), len(report.events)) == (2, 3, 2)
    assert report.hours == Decimal(6) * 2 + Decimal(18)
    assert [(row.label, row.people) for row in report.kinds] == [("група курсу", 1), ("стажування", 2)]
    assert report.categories == {"працівник місцевого самоврядування": 2}
    assert report.cities == {"Житомир": 1, "Львів": 1}


def test_report_of_the_project_says_what_the_reports_of_its_days_say(project: Project) -> None:
    everybody = [make_person(city=name) for name in ("Житомир", "Львів", "Львів", "Луцьк")]
    days = [day_of(project, *everybody[:3], on=date(2026, 9, 1)), day_of(project, everybody[3], on=date(2026, 9, 8), left="11:00")]
    told = [report_of(InternshipDay.objects.select_related("project", "internship", "offer").get(pk=day.pk), "uk") for day in days]
    report = period_report("uk", project=project)
    assert [row.people for row in report.events] == [len(row.participants) for row in told] == [3, 1]
    assert report.hours == sum(person.hours for row in told for person in row.participants) == Decimal(20)
    assert report.cities == {"Житомир": 1, "Львів": 2, "Луцьк": 1}
    assert [(on, cities) for on, cities in told[1].new_cities] == [(date(2026, 9, 1), ["Житомир", "Львів"]), (date(2026, 9, 8), ["Луцьк"])]
    assert told[0].new_cities == [(date(2026, 9, 1), ["Житомир", "Львів"])]


def test_what_is_not_confirmed_or_not_finished_or_hardly_watched_does_not_count(project: Project) -> None:
    make_presence(make_held_day(project=project))
    make_completed(make_person(), make_certified_run(project=project), completed_at=None)
    webinar = make_webinar(seconds=600)
    watch(user=make_person(), webinar=webinar, segments=[[0, 479]])
    assert period_report("uk").rows == []
    watch(user=make_person(), webinar=webinar, segments=[[0, 480]])
    assert [(row.event.kind, row.hours) for row in period_report("uk").rows] == [("webinar", Decimal("0.2"))]


def test_a_run_that_only_concludes_a_day_is_no_event_of_its_own() -> None:
    ivan = make_person()
    day_of(None, ivan)
    make_completed(ivan, make_certified_run(gives_certificate=False), completed_at=DONE)
    assert [(row.event.kind, row.hours) for row in period_report("uk").rows] == [("day", Decimal(6))]


def test_a_run_in_a_room_counts_the_hours_of_the_meetings_one_was_at() -> None:
    run = make_room_run(make_room_course(sessions=2), people=2)
    here, _away = learners(run)
    for step in (0, 1):
        meeting = held_meeting(run, step=step)
        mark_present(meeting=meeting, enrolment=here, actor=None)
        settle_meeting(meeting=meeting, actor=None)
    run.enrolments.update(completed_at=timezone.now())
    (row,) = period_report("uk").rows
    assert (row.person, row.key, row.hours, row.event.key) == (here.user_id, here.code, Decimal(4), run.code)


def test_whoever_was_at_no_part_of_a_day_was_not_there() -> None:
    day_of(None, make_person(), left="09:10")
    assert period_report("uk").rows == []


def test_watching_on_afterwards_takes_nobody_out_of_an_earlier_report() -> None:
    maria, webinar = make_person(), make_webinar(seconds=600)
    watch(user=maria, webinar=webinar, segments=[[0, 500]])
    Viewing.objects.update(reached_at=timezone.now() - timedelta(days=40))
    watch(user=maria, webinar=webinar, segments=[[550, 600]])
    assert len(period_report("uk", till=TODAY - timedelta(days=30)).rows) == 1


def test_period_holds_its_first_and_last_day_in_kyiv() -> None:
    day_of(None, make_person(), on=date(2026, 9, 1))
    assert counts(since=date(2026, 9, 1), till=date(2026, 9, 1))["Люди"] == "1"
    assert "Люди" not in counts(since=date(2026, 9, 2))
    assert "Люди" not in counts(till=date(2026, 8, 31))


def test_newcomers_are_told_from_those_who_came_before(project: Project) -> None:
    before, again, fresh = make_person(), make_person(), make_person()
    day_of(None, before, on=date(2026, 8, 1))
    day_of(project, again, on=date(2026, 9, 1))
    day_of(project, before, again, fresh, on=date(2026, 9, 8))
    said = counts(project)
    assert (said["Люди"], said["З них уперше"], said["Були раніше"]) == ("3", "2", "1")
    assert counts(since=date(2026, 9, 5))["З них уперше"] == "1"


def test_person_counts_in_the_city_they_named_last(project: Project) -> None:
    moved = make_person(city="Житомир")
    day_of(project, moved, on=date(2026, 9, 1))
    Profile.objects.filter(user=moved).update(city=City.objects.get(name_uk="Львів"))
    report = period_report("uk", project=project)
    assert report.cities == {"Львів": 1}


def test_erased_person_still_counts_by_city_and_is_named_by_number(project: Project, halyna: User) -> None:
    gone = make_person(city="Житомир")
    day_of(project, gone)
    erase_person(user=gone, actor=halyna, reason="лист")
    report = period_report("uk", project=project)
    assert (report.cities, len(report.people)) == ({"Житомир": 1}, 1)
    assert lines(report)[0][3] == f"особа {gone.pk}"


def test_person_without_city_or_with_one_in_no_list_is_counted_and_said(project: Project) -> None:
    nowhere, unlisted = make_person(), make_person(city="Бар")
    Profile.objects.filter(user=nowhere).update(city=None)
    day_of(project, nowhere, unlisted, make_person(city="Львів"))
    report = period_report("uk", project=project)
    told = {section.heading: section for section in sections(report, "uk")}
    assert [tuple(row) for row in told["Області"].rows] == [("Львівська область", "1", "Львів")]
    assert "Область 2 осіб невідома." in told["Області"].note
    assert [tuple(row) for row in told["Міста"].rows] == [("Бар", "1"), ("Львів", "1"), ("–", "1")]


def test_of_two_cities_of_one_name_the_profile_says_which(project: Project) -> None:
    listed = City.objects.get(name_uk="Олександрія")
    twin = City.objects.create(
        katottg="UA1", slug="oleksandriia-rivnenska", name_uk="Олександрія", name_en="Oleksandriia", oblast_uk="Рівненська область", oblast_en="R"
    )
    people = [make_person(), make_person(), make_person()]
    for user, city in zip(people, (listed, twin, None), strict=True):
        Profile.objects.filter(user=user).update(city=city)
    day_of(project, *people)
    report = period_report("uk", project=project)
    assert report.cities == {"Олександрія, Кіровоградська область": 1, "Олександрія, Рівненська область": 1, "": 1}


def test_certificates_are_counted_issued_and_in_force() -> None:
    make_certificate()
    ended = make_certificate()
    Certificate.objects.filter(pk=ended.pk).update(state=CertificateState.REVOKED, ended_at=timezone.now(), reason="помилка")
    make_completed()
    report = period_report("uk")
    assert (len(report.rows), report.issued, len(report.numbers)) == (3, 2, 1)


def test_project_with_nothing_has_a_report_without_numbers(project: Project) -> None:
    (only,) = sections(period_report("uk", project=project), "uk")
    assert only.note == "Поки ніхто не взяв участі в тому, що тут рахують."
    assert ("Проєкт", "Партнерство") in only.rows
    assert coverage_of(period_report("uk"))["sections"] == []
    assert len(coverage_of(period_report("uk"))["missing"]) == 27


def test_goal_of_cities_is_the_projects_own(project: Project) -> None:
    day_of(project, make_person(city="Житомир"))
    growth = next(row for row in sections(period_report("uk", project=project), "uk") if row.heading == "Міста з часом")
    assert growth.note == "Люди приїхали з 1 міста. Мета проєкту: 25."
    growth = next(row for row in sections(period_report("uk", since=date(2020, 1, 1)), "uk") if row.heading == "Міста з часом")
    assert growth.note == "Люди приїхали з 1 міста."


def test_names_stand_in_the_order_of_the_ukrainian_alphabet(project: Project) -> None:
    day_of(project, *(make_person(organisation=name) for name in ("Ірпінь", "Ґанок", "Єва", "Гай", "Житній")))
    told = {section.heading: section.rows for section in sections(period_report("uk", project=project), "uk")}
    assert [row[0] for row in told["Організації"]] == ["Гай", "Ґанок", "Єва", "Житній", "Ірпінь"]


def test_lines_are_one_a_person_and_event(project: Project) -> None:
    ivan = make_person(surname="=Іван", city="Житомир", organisation="Рада")
    day_of(project, ivan, on=date(2026, 9, 1))
    (line,) = lines(period_report("uk", project=project))
    assert line == [
        "2026-09-01", "стажування", "Е-урядування на прикладі міської ради", "=Іван Ім’я", "Рада", "Житомир", "Житомирська область",
        "працівник місцевого самоврядування", "6", "–",
    ]  # fmt: skip


@pytest.mark.parametrize("people", [1, 3])
def test_report_asks_the_same_however_many_took_part(people: int, project: Project, django_assert_num_queries: Callable[..., Any]) -> None:
    crowd = [make_person() for _number in range(people)]
    for on in (TODAY - timedelta(days=9 * number + 1) for number in range(people)):
        day_of(project, *crowd, on=on)
    for user in crowd:
        make_completed(user, make_certified_run(project=project))
    webinar: Webinar = make_webinar(seconds=600)
    for user in crowd:
        watch(user=user, webinar=webinar, segments=[[0, 600]])
    with django_assert_num_queries(12):
        assert len(period_report("uk").people) == people


def test_day_of_no_project_shows_the_map_and_no_growth() -> None:
    day = held(make_held_day())
    make_presence(day, user=make_person(city="Житомир"))
    report = report_of(InternshipDay.objects.select_related("project", "internship", "offer").get(pk=day.pk), "uk")
    assert ([str(city) for city in report.came_from], report.new_cities) == (["Житомир"], [])
