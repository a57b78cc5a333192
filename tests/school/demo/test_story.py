"""Each act of the story begins where the one before ends; what people see of it the journeys look at."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import transaction

from courses.assessment.surveys.models import AnswerSheet
from courses.internships.door import counts
from courses.internships.feedback import feedback_of
from courses.internships.models import InternshipDay
from school.accounts.models import User
from school.demo import people
from school.demo.courses import key_of
from school.demo.feedback import make_form
from school.demo.story.stages import ACTS, stage
from tests.factories.internships import make_programme

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("story")]
APPLICATIONS: dict[int, dict[str, int]] = {
    1: {},
    2: {},
    3: {"applied": 7},
    4: {"accepted": 7, "waiting": 1, "declined": 1},
    5: {"accepted": 5, "waiting": 1, "declined": 1, "withdrawn": 2},
    6: {"accepted": 9, "declined": 1, "withdrawn": 2},
}


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Made once for this module, in a transaction that is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        for name in people.GROUPS.values():
            Group.objects.get_or_create(name=name)
        people.make_organisations()
        people.make_cast(people.make_consent_text())
        make_form()
        make_programme(key=key_of("internship"))
        yield
        transaction.set_rollback(True)


def seats(day: InternshipDay) -> dict[str, tuple[int, int, int]]:
    """By city of the organisation: named, given without a name, waiting."""
    rows = day.reservations.select_related("organisation__city")
    return {row.organisation.city.name_uk: (row.applications.filter(state="accepted").count(), row.free, row.waiting) for row in rows}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_act_begins_with_these_people(act: int) -> None:
    day = stage(act).day
    found = Counter(day.applications.values_list("state", flat=True))
    assert found == APPLICATIONS[min(act, 6)]
    assert day.applications.exclude(city="").values("city").distinct().count() == {1: 0, 2: 0}.get(act, 5 if act < 6 else 6)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (3, {"Хмельницький": (0, 0, 0), "Житомир": (0, 0, 0)}),
        (4, {"Хмельницький": (0, 0, 3), "Житомир": (2, 1, 0)}),
        (5, {"Хмельницький": (0, 3, 0), "Житомир": (2, 1, 0)}),
        (6, {"Хмельницький": (3, 0, 0), "Житомир": (2, 0, 0)}),
    ],
)
def test_groups_of_organisations_wait_and_come_in_their_own_ways(act: int, expected: dict[str, Any]) -> None:
    assert seats(stage(act).day) == expected


@pytest.mark.parametrize(("act", "state"), [(1, "draft"), (2, "open"), (5, "open"), (6, "closed"), (7, "closed"), (8, "underway"), (9, "past")])
def test_day_is_as_far_as_its_act_says(act: int, state: str) -> None:
    assert stage(act).day.state == state


def test_door_and_sheet_leave_who_came() -> None:
    assert [counts(stage(act).day) for act in (8, 9, 10)] == [
        {"came": 0, "accepted": 9, "over": 0},
        {"came": 5, "accepted": 9, "over": 1},
        {"came": 8, "accepted": 9, "over": 1},
    ]


def test_after_presence_is_confirmed_people_are_asked_and_in_the_end_have_answered() -> None:
    for act, answered, closed in ((11, 0, False), (12, 9, True)):
        day = stage(act).day
        assert sorted(day.attendances.values_list("hours", "earned")) == [(2, False), *[(8, True)] * 8]
        survey = feedback_of(day)
        assert survey is not None
        assert (AnswerSheet.objects.filter(survey=survey).count(), survey.closed) == (answered, closed)


def test_staging_twice_makes_two_days_of_the_same_people() -> None:
    first = stage(4)
    known = User.objects.count()
    second = stage(4)
    assert (first.code != second.code, User.objects.count()) == (True, known)


def test_others_apply_beside_whoever_applied_by_hand(settings: Any) -> None:
    settings.DEMO_PEOPLE = True
    day = stage(2).day
    call_command("stage_story", others=day.code, stdout=io.StringIO())
    call_command("stage_story", others=day.code, stdout=io.StringIO())
    assert (day.applications.count(), day.reservations.count()) == (6, 1)


def test_command_says_where_the_act_begins_and_who_signs_in(settings: Any) -> None:
    settings.DEMO_PEOPLE = True
    said = io.StringIO()
    call_command("stage_story", act=[1], stdout=said)
    day = InternshipDay.objects.get()
    assert f"/teach/days/{day.code}/" in said.getvalue()
    assert "vdovychenko@example.org" in said.getvalue()


def test_story_is_not_played_in_a_real_school(settings: Any) -> None:
    settings.DEMO_PEOPLE = False
    with pytest.raises(CommandError):
        call_command("stage_story", act=[1])
    assert InternshipDay.objects.count() == 0
