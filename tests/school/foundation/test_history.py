"""Every change of state leaves a trace: which record, what, who, when, why."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import ProtectedError

from school.accounts.models import City, User
from school.foundation.centre import CentreSettings
from school.foundation.history import history_of, record
from school.foundation.models import Event, LetterWording

pytestmark = pytest.mark.django_db


def test_event_tells_record_verb_person_and_reason(olena: User, halyna: User) -> None:
    event = record(olena, "rename", actor=halyna, reason="описка", data={"field": "surname"})
    event.refresh_from_db()
    told = (event.subject_kind, event.subject_id, event.verb, event.actor, event.reason, event.data)
    assert told == ("accounts.user", olena.pk, "rename", halyna, "описка", {"field": "surname"})


def test_visitor_without_an_account_is_nobody_and_a_holder_of_a_link_is_named(olena: User) -> None:
    event = record(olena, "invite", actor=AnonymousUser(), holder="guest@example.org")
    assert (event.actor, event.holder) == (None, "guest@example.org")


def test_history_is_of_that_record_alone_latest_first(olena: User) -> None:
    record(olena, "one")
    record(City.objects.order_by("pk").first() or olena, "other")
    record(olena, "two")
    assert list(history_of(olena).filter(verb__in=["one", "two", "other"]).values_list("verb", flat=True)) == ["two", "one"]


def test_event_goes_with_the_transaction_that_failed(olena: User) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(olena, "lost")
        raise ZeroDivisionError
    assert not Event.objects.filter(verb="lost").exists()


def test_person_of_whom_history_tells_is_not_deleted(olena: User, halyna: User) -> None:
    record(olena, "rename", actor=halyna)
    with pytest.raises(ProtectedError):
        halyna.delete()


def test_words_of_the_house_change_only_with_a_trace() -> None:
    house = CentreSettings.load()
    house.name_uk = "Центр"
    house.save()
    wording = LetterWording.objects.create(purpose="any", language="uk", subject="x", body="x")
    assert [history_of(row).first().verb for row in (house, wording)] == ["change", "change"]  # type: ignore[union-attr]
