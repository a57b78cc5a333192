"""A host sees who comes by a link, the hall sees what is now; neither needs an account, neither says too much."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from courses.internships.days import cancel_day
from courses.internships.models import Application, InternshipDay, Station
from courses.internships.scheduling import arrange, plan_of, propose_rotation, publish_schedule
from school.accounts.models import User
from school.demo.clock import at
from school.foundation.calendar import KYIV
from school.foundation.models import Letter
from tests.courses.internships.test_scheduling import rotating_day
from tests.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(halyna: User) -> InternshipDay:
    """Two groups, two departments; the first has somebody to write to."""
    day = rotating_day()
    Station.objects.filter(title_uk="Відділ 1").update(host_uk="Марина Лісова", host_email="lisova@example.org")
    Application.objects.update(topics="електронний запис до ЦНАП", needs="пандус")
    propose_rotation(day=day, groups=2, actor=halyna)
    publish_schedule(day=day, actor=halyna)
    return day


def link() -> str:
    [letter] = Letter.objects.filter(purpose="day_host")
    assert letter.to == "lisova@example.org"
    return re.search(r"https?://[^/]+(\S+/link/\S+|/link/\S+)", letter.text)[1]  # type: ignore[index]


def test_host_sees_by_link_who_comes_when_and_what_for_but_no_needs_and_no_contacts(day: InternshipDay, client: Client) -> None:
    address = link()
    for _time in range(2):
        answer = client.get(address)
        assert (answer.status_code, answer["Referrer-Policy"], answer["X-Robots-Tag"]) == (200, "same-origin", "noindex")
    said = words_of(answer)
    people = Application.objects.select_related("user__profile")
    assert [person.user.full_name in said for person in people] == [True] * 6
    assert ("11:00–12:30" in said, "13:00–14:30" in said, "електронний запис до ЦНАП" in said) == (True, True, True)
    assert ("пандус" in said, [person.user.email in said for person in people]) == (False, [False] * 6)


def test_list_behind_the_link_keeps_itself_up_to_date(day: InternshipDay, client: Client) -> None:
    gone = Application.objects.select_related("user__profile").first()
    Application.objects.filter(pk=gone.pk).update(state="withdrawn")
    assert gone.user.full_name not in words_of(client.get(link()))


def test_department_without_an_address_is_not_written_to(day: InternshipDay) -> None:
    assert Letter.objects.filter(purpose="day_host").count() == 1


def test_link_of_a_cancelled_day_shows_nobody(day: InternshipDay, client: Client, halyna: User) -> None:
    address = link()
    cancel_day(day=day, actor=halyna, reason="Немає світла.")
    assert client.get(address).status_code == 404


def hall(client: Client, day: InternshipDay, clock: str) -> str:
    hour, minute = map(int, clock.split(":"))
    with at(datetime.combine(day.date, datetime.min.time(), tzinfo=KYIV).replace(hour=hour, minute=minute)):
        return words_of(client.get(reverse("internships:hall", args=[day.code])))


def test_hall_says_what_is_now_and_next_group_by_group(day: InternshipDay, client: Client) -> None:
    said = hall(client, day, "11:15")
    assert ("Група 1" in said, "Група 2" in said, "Зараз, до 12:30" in said, "Далі, з 13:00" in said) == (True, True, True, True)


def test_hall_says_once_what_is_common_to_all(day: InternshipDay, client: Client) -> None:
    said = hall(client, day, "16:00")
    assert (said.count("День завершено"), "Усі разом" in said) == (1, True)


def test_hall_names_nobody(day: InternshipDay, client: Client) -> None:
    said = hall(client, day, "11:15")
    assert [row.user.full_name in said for row in Application.objects.select_related("user__profile")] == [False] * 6


def test_hall_has_no_board_before_anything_is_published(client: Client) -> None:
    day = rotating_day(people=1)
    assert client.get(reverse("internships:hall", args=[day.code])).status_code == 404


def hosts_told() -> list[str]:
    return sorted(Letter.objects.filter(purpose="day_host").values_list("to", flat=True))


def test_host_is_written_to_again_only_when_other_people_come(day: InternshipDay, halyna: User) -> None:
    Station.objects.filter(title_uk="Відділ 2").update(host_email="panchuk@example.org")
    Station.objects.filter(title_uk="Відділ 2").update(place_uk="інший кабінет")
    publish_schedule(day=day, actor=halyna)
    assert hosts_told() == ["lisova@example.org", "panchuk@example.org"]  # the second for the first time
    plan = plan_of(day)
    arrange(day=day, places={plan.members[1][0].code: 2}, stops={}, actor=halyna)
    publish_schedule(day=day, actor=halyna)
    assert hosts_told() == ["lisova@example.org", "lisova@example.org", "panchuk@example.org", "panchuk@example.org"]


def test_department_renamed_since_still_has_its_list(day: InternshipDay, client: Client) -> None:
    address = link()
    Station.objects.filter(title_uk="Відділ 1").update(title_uk="Перейменований")
    assert "11:00–12:30" in words_of(client.get(address))
