from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.internships.applying import CannotDecide, accept_application, decline_application, withdraw_application
from courses.internships.approving import (
    CannotApply,
    CannotApprove,
    approve_as_superior,
    ask_superior,
    decline_as_superior,
    remind_superiors,
)
from courses.internships.days import cancel_day
from courses.internships.models import Application, Approval, InternshipDay
from courses.internships.personal import export, forget
from school.foundation.history import history_of
from school.foundation.models import Event, Letter, Link
from tests.factories.internships import make_application, make_day, make_person
from tests.threads import together

pytestmark = pytest.mark.django_db

BOSS = {"superior_name": "Ірина Бойко", "superior_email": "Boss@Example.org"}
NOW = timezone.now()


def asked(**fields) -> Application:
    return make_application(day=make_day(needs_approval=True, **fields), **BOSS)


def purposes_to(address: str) -> list[str]:
    return list(Letter.objects.filter(to=address).order_by("pk").values_list("purpose", flat=True))


def age(approval: Approval, days: float) -> Approval:
    """As if the superior had been asked that long ago."""
    step = timedelta(days=days)
    Approval.objects.filter(pk=approval.pk).update(asked_at=approval.asked_at - step, expires_at=approval.expires_at - step)
    return Approval.objects.get(pk=approval.pk)


def test_applying_writes_to_the_superior():
    application = asked()
    approval = application.approval
    assert (approval.name, approval.email, approval.state) == ("Ірина Бойко", "boss@example.org", "asked")
    letter = Letter.objects.get(to="boss@example.org")
    assert letter.purpose == "day_superior_asked"
    assert application.user.full_name in letter.subject
    assert re.search(r"/link/\S{20,}/", letter.text)
    assert Link.objects.get().holder == "boss@example.org"


def test_a_day_that_asks_for_approval_needs_a_superior():
    with pytest.raises(CannotApply) as refused:
        make_application(day=make_day(needs_approval=True))
    assert refused.value.code == "superior"
    assert Application.objects.count() == 0


def test_a_day_that_does_not_ask_writes_to_nobody():
    application = make_application(day=make_day(), **BOSS)
    assert application.approval is None
    assert purposes_to("boss@example.org") == []


def test_nobody_is_their_own_superior():
    user = make_person()
    with pytest.raises(CannotApply) as refused:
        make_application(day=make_day(needs_approval=True), user=user, superior_name="Я", superior_email=user.email.upper())
    assert refused.value.code == "own_address"
    assert Application.objects.count() == 0


def test_approval_tells_the_applicant_and_gives_no_place():
    application = asked()
    approve_as_superior(approval=application.approval, holder="boss@example.org")
    application.refresh_from_db()
    assert (application.state, application.approval.state, application.claim) == ("applied", "approved", None)
    assert purposes_to(application.user.email) == ["day_application_received", "day_superior_approved"]
    event = history_of(application)[0]
    assert (event.verb, event.holder, event.actor) == ("approve_as_superior", "boss@example.org", None)


def test_approval_works_once():
    application = asked()
    approve_as_superior(approval=application.approval, holder="boss@example.org")
    with pytest.raises(CannotApprove) as refused:
        decline_as_superior(approval=application.approval, holder="boss@example.org", reason="Передумала")
    assert refused.value.code == "answered"
    assert Approval.objects.get().state == "approved"


def test_declining_needs_a_reason_and_leaves_the_application_to_the_coordinator():
    application = asked()
    with pytest.raises(CannotApprove) as refused:
        decline_as_superior(approval=application.approval, holder="boss@example.org", reason="  ")
    assert refused.value.code == "reason"
    decline_as_superior(approval=application.approval, holder="boss@example.org", reason="Звітний тиждень.")
    application.refresh_from_db()
    assert (application.state, application.approval.state) == ("applied", "declined")
    assert "Звітний тиждень." in Letter.objects.get(purpose="day_superior_declined").text


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (lambda row: withdraw_application(application=row, actor=row.user), "gone"),
        (lambda row: cancel_day(day=row.day, actor=None, reason="Немає світла."), "cancelled"),
        (lambda row: InternshipDay.objects.filter(pk=row.day_id).update(starts_at=NOW, apply_by_at=NOW), "past"),
        (lambda row: age(row.approval, 30), "expired"),
    ],
)
def test_an_answer_that_comes_too_late_changes_nothing(end, code):
    application = asked()
    end(application)
    before = Application.objects.get().state
    with pytest.raises(CannotApprove) as refused:
        approve_as_superior(approval=Approval.objects.get(), holder="boss@example.org")
    assert refused.value.code == code
    assert (Approval.objects.get().state, Application.objects.get().state) == ("asked", before)
    assert not Event.objects.filter(verb="approve_as_superior").exists()


def test_an_application_the_coordinator_declined_needs_no_approval(halyna):
    application = asked()
    decline_application(application=application, actor=halyna, reason="Ні")
    with pytest.raises(CannotApprove) as refused:
        approve_as_superior(approval=application.approval, holder="boss@example.org")
    assert refused.value.code == "gone"


def test_approval_after_the_places_are_gone_is_kept_and_the_person_waits(halyna):
    application = asked(capacity=1)
    accept_application(application=make_application(day=application.day, **BOSS), actor=halyna, without_approval=True)
    approve_as_superior(approval=application.approval, holder="boss@example.org")
    waiting = accept_application(application=application, actor=halyna)
    assert (waiting.state, waiting.claim.place_in_queue, waiting.day.offer.taken) == ("waiting", 1, 1)


def test_accepting_without_approval_is_deliberate(halyna):
    application = asked()
    with pytest.raises(CannotDecide) as refused:
        accept_application(application=application, actor=halyna)
    assert refused.value.code == "approval"
    accepted = accept_application(application=application, actor=halyna, without_approval=True)
    assert accepted.state == "accepted"
    assert history_of(accepted)[0].data == {"without_approval": True}


def test_accepting_with_approval_asks_nothing_more(halyna):
    application = asked()
    approve_as_superior(approval=application.approval, holder="boss@example.org")
    accepted = accept_application(application=application, actor=halyna)
    assert (accepted.state, history_of(accepted)[0].data) == ("accepted", {})


def test_a_new_request_replaces_the_one_before():
    application = asked()
    first = application.approval
    ask_superior(application=application, name="Олег Коваль", email="other@example.org", actor=application.user)
    with pytest.raises(CannotApprove) as refused:
        approve_as_superior(approval=first, holder="boss@example.org")
    assert refused.value.code == "replaced"
    approve_as_superior(approval=Application.objects.get().approval, holder="other@example.org")
    assert list(Approval.objects.order_by("pk").values_list("state", flat=True)) == ["replaced", "approved"]


def test_after_approval_nobody_else_is_asked():
    application = asked()
    approve_as_superior(approval=application.approval, holder="boss@example.org")
    with pytest.raises(CannotApply) as refused:
        ask_superior(application=application, name="Олег", email="other@example.org", actor=application.user)
    assert refused.value.code == "over"


def test_an_application_causes_five_requests_at_most():
    application = asked()
    for number in range(4):
        ask_superior(application=application, name="Олег", email=f"other{number}@example.org", actor=application.user)
    with pytest.raises(CannotApply) as refused:
        ask_superior(application=application, name="Олег", email="sixth@example.org", actor=application.user)
    assert refused.value.code == "too_many"
    assert Approval.objects.count() == 5


def test_the_superior_is_reminded_once_after_half_of_the_time():
    approval = asked(in_days=30, apply_by_at=timezone.now() + timedelta(days=20)).approval
    assert remind_superiors() == 0
    approval = age(approval, 5)
    assert [remind_superiors(), remind_superiors()] == [1, 0]
    assert purposes_to("boss@example.org") == ["day_superior_asked", "day_superior_reminded"]
    assert Link.objects.count() == 2


def test_nobody_is_reminded_of_what_was_answered_or_withdrawn():
    answered, gone = asked(), asked()
    approve_as_superior(approval=answered.approval, holder="boss@example.org")
    withdraw_application(application=gone, actor=gone.user)
    for approval in Approval.objects.all():
        age(approval, 5)
    assert remind_superiors() == 0


def test_a_link_is_good_for_whole_days_but_not_beyond_the_start():
    long = asked(in_days=5, approval_days=30, apply_by_at=timezone.now() + timedelta(days=1))
    assert long.approval.expires_at == long.day.starts_at


def test_what_is_known_of_the_superior_is_exported_and_forgotten():
    application = asked()
    decline_as_superior(approval=application.approval, holder="boss@example.org", reason="Звіт.")
    assert export(application.user)[0]["superiors"] == [{"name": "Ірина Бойко", "email": "boss@example.org", "state": "declined", "reason": "Звіт."}]
    forget(application.user)
    approval = Approval.objects.get()
    assert (approval.name, approval.email, approval.reason, approval.state) == ("", "", "", "declined")
    assert not Link.objects.exists()
    assert set(Event.objects.filter(verb="decline_as_superior").values_list("holder", "reason")) == {("", "")}


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_one_moment_are_one(transactional_db):
    approval = asked().approval

    def yes():
        approve_as_superior(approval=Approval.objects.get(pk=approval.pk), holder="boss@example.org")

    def no():
        decline_as_superior(approval=Approval.objects.get(pk=approval.pk), holder="boss@example.org", reason="Ні")

    errors = together(yes, no)
    assert [type(problem) for problem in errors] == [CannotApprove]
    assert Event.objects.filter(verb__in=["approve_as_superior", "decline_as_superior"]).count() == 1
