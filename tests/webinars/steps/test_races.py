"""Two devices, or watching and enrolling, at one moment: the step is done once and never lost. Real threads."""

from __future__ import annotations

from functools import partial

import pytest

from courses.learning.enrolment import enrol
from courses.learning.models import Completion, Enrolment
from school.foundation.history import history_of
from school.foundation.models import Job
from tests.factories.accounts import make_person
from tests.factories.webinars import make_webinar, run_with_step, watch
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("again", range(3))
def test_two_heartbeats_that_both_reach_the_share_complete_the_step_once(again: int) -> None:
    webinar, olena = make_webinar(seconds=600), make_person()
    enrolment = enrol(user=olena, run=run_with_step(webinar))
    watch(user=olena, webinar=webinar, segments=[[0, 470]])
    beats = [partial(watch, user=olena, webinar=webinar, segments=[[470, 490]], batch=f"device {number}") for number in range(4)]
    assert together(*beats) == []
    enrolment.refresh_from_db()
    verbs = [event.verb for event in history_of(enrolment)]
    assert (Completion.objects.count(), verbs.count("complete"), verbs.count("complete_enrolment")) == (1, 1, 1)
    assert enrolment.completed_at is not None
    assert Job.objects.filter(kind="certificates.award", args__key=enrolment.code).count() == 1


@pytest.mark.parametrize("again", range(5))
def test_enrolling_while_the_share_is_reached_loses_nothing(again: int) -> None:
    webinar, olena = make_webinar(seconds=600), make_person()
    run = run_with_step(webinar)
    watch(user=olena, webinar=webinar, segments=[[0, 470]])
    reaching = partial(watch, user=olena, webinar=webinar, segments=[[470, 600]])
    assert together(reaching, partial(enrol, user=olena, run=run)) == []
    assert (Completion.objects.count(), Enrolment.objects.get().completed_at is not None) == (1, True)
