"""One reminder three days before the end, to those who have not answered, by day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from courses.assessment.models import Survey
from courses.assessment.surveys.closing import close_survey
from courses.assessment.surveys.reminding import remind_of_surveys
from school.accounts.models import User
from school.demo.clock import at
from school.foundation.calendar import KYIV
from school.foundation.models import Letter
from tests.factories.surveys import answer, make_survey

pytestmark = pytest.mark.django_db


def noon(days: int) -> datetime:
    return timezone.now().astimezone(KYIV).replace(hour=12, minute=0) + timedelta(days=days)


def reminders() -> list[str]:
    return sorted(Letter.objects.filter(purpose="survey_reminder").values_list("to", flat=True))


@pytest.fixture
def survey(olena: User, petro: User) -> Survey:
    found = make_survey(olena, petro, days=14)
    Survey.objects.update(closes_at=noon(14))
    answer(found, petro)
    return found


def test_who_has_not_answered_is_reminded_once(survey: Survey) -> None:
    with at(noon(10)):
        assert (remind_of_surveys(), reminders()) == (0, [])
    with at(noon(11)):
        assert (remind_of_surveys(), remind_of_surveys()) == (1, 0)
    with at(noon(12)):
        assert remind_of_surveys() == 0
    assert reminders() == ["olena@example.org"]
    assert f"/surveys/{survey.code}/" in Letter.objects.get(purpose="survey_reminder").text


def test_nobody_is_reminded_at_night(survey: Survey) -> None:
    with at(noon(12).replace(hour=23)):
        assert remind_of_surveys() == 0


def test_closed_survey_reminds_nobody(survey: Survey) -> None:
    close_survey(survey=survey)
    with at(noon(12)):
        assert remind_of_surveys() == 0


def test_nobody_is_reminded_of_what_they_were_asked_today(olena: User) -> None:
    make_survey(olena, days=2)
    Survey.objects.update(opens_at=noon(0), closes_at=noon(2))
    with at(noon(0) + timedelta(hours=1)):
        assert remind_of_surveys() == 0
