"""Many at one moment, in real threads: a place is given once, a vote counts once. PostgreSQL has rows to lock; SQLite one writer."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from courses.learning.models import Claim, Offer
from school.foundation import jobs
from school.foundation.models import Letter
from tests.factories.accounts import make_person
from tests.factories.announced import make_announced
from tests.threads import together
from webinars.announcing.entering import enter_live
from webinars.announcing.questions import ask_question, merge_questions, vote
from webinars.announcing.registering import register_for_webinar, withdraw_registration
from webinars.announcing.reminding import remind_of_webinars
from webinars.models import AudienceQuestion, LiveAttendance, Registration, Webinar, WebinarPage
from webinars.publishing import publish_webinar

pytestmark = pytest.mark.django_db(transaction=True)


def test_last_place_goes_to_one_and_the_others_wait_in_order() -> None:
    webinar, people = make_announced(capacity=1), [make_person() for _number in range(6)]
    assert together(*(partial(register_for_webinar, user=user, webinar=webinar) for user in people)) == []
    states = sorted(Registration.objects.values_list("state", flat=True))
    assert (states, Offer.objects.get().taken) == (["registered", *["waiting"] * 5], 1)
    waiting = Claim.objects.waiting()
    assert [claim.place_in_queue for claim in waiting] == [1, 2, 3, 4, 5]


def test_one_person_pressing_many_times_has_one_registration() -> None:
    webinar, user = make_announced(capacity=5), make_person()
    assert together(*(partial(register_for_webinar, user=user, webinar=webinar) for _number in range(5))) == []
    assert (Registration.objects.count(), Offer.objects.get().taken) == (1, 1)
    assert Letter.objects.filter(purpose="webinar_registered").count() == 1


def test_leaving_and_coming_at_one_moment_loses_no_place() -> None:
    webinar = make_announced(capacity=2)
    inside = [register_for_webinar(user=make_person(), webinar=webinar) for _number in range(2)]
    leaving = [partial(withdraw_registration, registration=row, actor=row.user) for row in inside]
    coming = [partial(register_for_webinar, user=make_person(), webinar=webinar) for _number in range(3)]
    assert together(*leaving, *coming) == []
    assert (Offer.objects.get().taken, Registration.objects.registered().count()) == (2, 2)


def test_who_registers_while_it_moves_knows_the_new_date_in_the_end() -> None:
    webinar = make_announced()
    page = WebinarPage.objects.get()
    starts = timezone.now() + timedelta(days=20)
    WebinarPage.objects.filter(pk=page.pk).update(starts_at=starts)
    users = [make_person() for _number in range(4)]
    moves = partial(publish_webinar, key=page.translation_key)
    assert together(moves, *(partial(register_for_webinar, user=user, webinar=webinar) for user in users)) == []
    jobs.run_all()
    assert set(Registration.objects.values_list("told_starts_at", flat=True)) == {Webinar.objects.get().starts_at}


def test_two_beats_at_one_moment_remind_once() -> None:
    webinar = make_announced(starts_at=timezone.now() + timedelta(hours=23))
    for _number in range(3):
        register_for_webinar(user=make_person(), webinar=webinar)
    Registration.objects.update(placed_at=timezone.now() - timedelta(days=3))
    Webinar.objects.update(starts_at=timezone.now() + timedelta(minutes=50))
    assert together(remind_of_webinars, remind_of_webinars) == []
    assert Letter.objects.filter(purpose="webinar_hour").count() == 3


def test_entering_from_two_devices_is_one_presence() -> None:
    webinar, user = make_announced(starts_at=timezone.now()), make_person()
    register_for_webinar(user=user, webinar=webinar)
    assert together(*(partial(enter_live, user=user, webinar=webinar) for _number in range(4))) == []
    assert LiveAttendance.objects.count() == 1


def test_votes_and_a_merge_at_one_moment_count_everybody_once() -> None:
    webinar, people = make_announced(), [make_person() for _number in range(4)]
    for user in people:
        register_for_webinar(user=user, webinar=webinar)
    main = ask_question(user=people[0], webinar=webinar, text="Чи буде запис?")
    double = ask_question(user=people[1], webinar=webinar, text="Запис буде?")
    voting = [partial(vote, question=main, user=user) for user in people[2:] for _twice in range(2)]
    assert together(*voting, partial(merge_questions, question=double, into=main, actor=people[3])) == []
    assert [row.votes_now for row in AudienceQuestion.objects.shown()] == [3]
