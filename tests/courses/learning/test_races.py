"""Two people, one place, the same moment: real threads, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest

from courses.learning.enrolment import enrol
from courses.learning.models import Enrolment, Offer
from courses.learning.progress import complete
from school.foundation.history import history_of
from tests.factories.learning import make_course, make_people, make_run
from tests.threads import together

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_two_people_for_the_last_place(transactional_db):
    run = make_run(capacity=1)
    people = make_people(2)
    assert together(*(lambda user=user: enrol(user=user, run=run) for user in people)) == []
    assert sorted(Enrolment.objects.values_list("state", flat=True)) == ["active", "waiting"]
    assert Enrolment.objects.get(state="waiting").claim.place_in_queue == 1
    assert Offer.objects.get().taken == 1


def test_one_person_pressing_eight_times_takes_one_place(transactional_db):
    run = make_run(capacity=5)
    [user] = make_people(1)
    assert together(*[lambda: enrol(user=user, run=run)] * 8) == []
    assert Enrolment.objects.count() == 1
    assert Offer.objects.get().taken == 1


@pytest.mark.parametrize("again", range(5))
def test_a_run_completed_in_two_tabs_is_completed_once(transactional_db, again):
    run = make_run(make_course(lessons=2))
    [user] = make_people(1)
    enrolment = enrol(user=user, run=run)
    steps = list(run.activities.all())
    assert together(*(lambda step=step: complete(enrolment=Enrolment.objects.get(), activity=step, how="marked") for step in steps)) == []
    enrolment.refresh_from_db()
    verbs = [event.verb for event in history_of(enrolment)]
    assert enrolment.completions.count() == 2
    assert enrolment.completed_at is not None
    assert verbs.count("complete_enrolment") == 1
