"""What a person is promised when they enrol."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.learning.enrolment import CannotEnrol, approve_enrolment, decline_enrolment, enrol, withdraw
from courses.learning.models import Course, Enrolment, Offer
from courses.learning.runs import change_run
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.learning import make_course, make_people, make_run

pytestmark = pytest.mark.django_db


def states(run) -> list[str]:
    return list(run.enrolments.order_by("pk").values_list("state", flat=True))


def test_enrol_gives_a_place_and_writes_one_letter(olena, django_capture_on_commit_callbacks):
    run = make_run(capacity=5)
    with django_capture_on_commit_callbacks(execute=True):
        enrolment = enrol(user=olena, run=run)
    assert enrolment.state == "active"
    assert Offer.objects.get(pk=run.offer_id).taken == 1
    letter = Letter.objects.get()
    assert (letter.purpose, letter.to, letter.state) == ("enrolment_confirmed", "olena@example.org", "sent")
    assert "Основи е-урядування" in letter.subject
    assert [event.verb for event in history_of(enrolment)] == ["enrol"]


def test_enrol_twice_is_the_same_as_once(olena):
    run = make_run(capacity=5)
    assert enrol(user=olena, run=run).pk == enrol(user=olena, run=run).pk
    assert Offer.objects.get(pk=run.offer_id).taken == 1
    assert Letter.objects.count() == 1


def test_the_next_person_waits_when_the_run_is_full(olena, petro):
    run = make_run(capacity=1)
    enrol(user=olena, run=run)
    waiting = enrol(user=petro, run=run)
    assert waiting.state == "waiting"
    assert waiting.claim.place_in_queue == 1
    assert Letter.objects.get(to="petro@example.org").purpose == "enrolment_waiting"


def test_withdrawing_lets_the_first_in_the_queue_in(olena, petro, oksana):
    run = make_run(capacity=1)
    first = enrol(user=olena, run=run)
    enrol(user=petro, run=run)
    enrol(user=oksana, run=run)
    withdraw(enrolment=first, actor=olena)
    assert states(run) == ["withdrawn", "active", "waiting"]
    assert Offer.objects.get(pk=run.offer_id).taken == 1
    assert Letter.objects.filter(to="petro@example.org", purpose="enrolment_promoted").count() == 1


def test_who_leaves_the_queue_is_not_promoted_later(olena, petro, oksana):
    run = make_run(capacity=1)
    first = enrol(user=olena, run=run)
    second = enrol(user=petro, run=run)
    enrol(user=oksana, run=run)
    withdraw(enrolment=second, actor=petro)
    withdraw(enrolment=first, actor=olena)
    assert states(run) == ["withdrawn", "withdrawn", "active"]


def test_more_places_let_people_in_at_once(olena, petro, halyna):
    run = make_run(capacity=1)
    enrol(user=olena, run=run)
    enrol(user=petro, run=run)
    change_run(run=run, actor=halyna, changes={"capacity": 2})
    assert states(run) == ["active", "active"]


def test_nobody_moves_up_after_the_run_is_over(olena, petro):
    run = make_run(capacity=1)
    first = enrol(user=olena, run=run)
    enrol(user=petro, run=run)
    Offer.objects.filter(pk=run.offer_id).update(promote_until=timezone.now() - timedelta(seconds=1))
    withdraw(enrolment=first, actor=olena)
    assert states(run) == ["withdrawn", "waiting"]


def test_coming_back_keeps_what_was_done(olena):
    run = make_run(capacity=5)
    first = enrol(user=olena, run=run)
    withdraw(enrolment=first, actor=olena)
    again = enrol(user=olena, run=run)
    assert (again.pk, again.state) == (first.pk, "active")
    assert Offer.objects.get(pk=run.offer_id).taken == 1


def test_a_run_by_approval_asks_the_coordinator(olena, halyna):
    run = make_run(mode="approval", capacity=1)
    asked = enrol(user=olena, run=run)
    assert (asked.state, asked.claim) == ("requested", None)
    assert approve_enrolment(enrolment=asked, actor=halyna).state == "active"
    assert {event.verb: event.actor for event in history_of(asked)}["approve"] == halyna


def test_a_declined_request_says_why_and_cannot_be_repeated(olena, halyna):
    run = make_run(mode="approval")
    asked = enrol(user=olena, run=run)
    decline_enrolment(enrolment=asked, actor=halyna, reason="Цей курс для працівників рад.")
    assert "Цей курс для працівників рад." in Letter.objects.get(purpose="enrolment_declined").text
    with pytest.raises(CannotEnrol) as refused:
        enrol(user=olena, run=run)
    assert refused.value.code == "declined"


@pytest.mark.parametrize("key", ["Поділля-2026", " поділля-2026 "])
def test_the_key_opens_the_run_in_any_letter_case(olena, key):
    run = make_run(mode="key", enrolment_key="Поділля-2026")
    assert enrol(user=olena, run=run, key=key).state == "active"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"mode": "key", "enrolment_key": "слово"}, "key"),
        ({"mode": "invitation"}, "invitation"),
        ({"enrolment_closes_at": timezone.now() - timedelta(days=1)}, "closed"),
    ],
)
def test_enrol_refuses_with_a_sentence(olena, fields, code):
    run = make_run(**fields)
    with pytest.raises(CannotEnrol) as refused:
        enrol(user=olena, run=run, key="не те")
    assert refused.value.code == code
    assert str(refused.value)
    assert not Enrolment.objects.exists()


def test_a_prerequisite_must_be_finished_first(olena):
    basics = make_course(title="Основи")
    run = make_run(make_course())
    Course.objects.get(pk=run.course_id).prerequisites.add(basics)
    with pytest.raises(CannotEnrol, match="Основи"):
        enrol(user=olena, run=run)
    done = enrol(user=olena, run=make_run(basics))
    Enrolment.objects.filter(pk=done.pk).update(completed_at=timezone.now())
    assert enrol(user=olena, run=run).state == "active"


def test_a_deadline_till_today_is_open_until_midnight_in_kyiv(olena, monkeypatch):
    from datetime import UTC, date, datetime

    from school.foundation.calendar import deadline

    run = make_run(
        enrolment_opens_at=datetime(2026, 5, 1, tzinfo=UTC),
        enrolment_closes_at=deadline(date(2026, 5, 5)),
        starts_at=datetime(2026, 6, 1, tzinfo=UTC),
        ends_at=None,
    )
    assert run.state_at(datetime(2026, 5, 5, 20, 59, 59, tzinfo=UTC)) == "enrolling"
    assert run.state_at(datetime(2026, 5, 5, 21, 0, 0, tzinfo=UTC)) == "closed"


def test_places_and_queue_add_up_for_many(halyna):
    run = make_run(capacity=3)
    people = make_people(6)
    for person in people:
        enrol(user=person, run=run)
    assert states(run) == ["active"] * 3 + ["waiting"] * 3
    for enrolment in run.enrolments.filter(state="active"):
        withdraw(enrolment=enrolment, actor=halyna, reason="перевірка")
    assert states(run) == ["withdrawn"] * 3 + ["active"] * 3
    assert Offer.objects.get(pk=run.offer_id).taken == 3
