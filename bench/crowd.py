"""Thousands of learners at once: the rows that the verbs would write, in bulk, under every constraint of the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.utils import timezone

from courses.learning.models import Claim, Completion, CourseRun, Enrolment, Visit
from courses.learning.seats import recount
from school.accounts.models import City, Profile, User
from school.foundation.models import Event
from school.foundation.transliteration import transliterate

SURNAMES = (
    "Коваленко",
    "Бондаренко",
    "Ткаченко",
    "Кравченко",
    "Олійник",
    "Шевчук",
    "Поліщук",
    "Іваненко",
    "Гончар",
    "Мельничук",
    "Ґудзь",
    "Їжакевич",
)
NAMES = ("Олена", "Андрій", "Ірина", "Сергій", "Наталія", "Юрій", "Оксана", "Богдан", "Галина", "Тарас")
_numbers = count(1)


def _insert(model: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    return model._default_manager.bulk_create(list(rows), batch_size=500)


@transaction.atomic
def add_learners(run: CourseRun, number: int, *, fresh: int = 0) -> list[Enrolment]:
    """`number` people learning on the run, each a little further than the one before; the last `fresh` have not begun."""
    now = timezone.now()
    users = _make_people(number)
    claims = _insert(Claim, (Claim(offer=run.offer, state="given", queued_at=now, given_at=now) for _user in users))
    moments = [now - timedelta(days=20, seconds=n) for n in range(number)]
    enrolments: list[Enrolment] = _insert(
        Enrolment,
        (
            Enrolment(run=run, user=user, state="active", claim=claim, requested_at=at, enrolled_at=at)
            for user, claim, at in zip(users, claims, moments, strict=True)
        ),
    )
    _insert(Event, (Event(subject_kind="learning.enrolment", subject_id=row.pk, verb="enrol", actor_id=row.user_id, at=now) for row in enrolments))
    _learn(run, enrolments[: number - fresh])
    recount(offer=run.offer)
    return enrolments


def _make_people(number: int) -> list[User]:
    cities = list(City.objects.order_by("pk")[:40])
    nobody = make_password(None)
    numbers = [next(_numbers) for _ in range(number)]
    users: list[User] = _insert(User, (User(email=f"learner{n}@example.org", password=nobody) for n in numbers))
    _insert(Profile, (_profile(user, n, cities) for user, n in zip(users, numbers, strict=True)))
    return users


def _profile(user: User, n: int, cities: list[City]) -> Profile:
    surname, name = SURNAMES[n % len(SURNAMES)], NAMES[n % len(NAMES)]
    latin = {"surname_latin": transliterate(surname), "given_name_latin": transliterate(name)}
    return Profile(user=user, surname=surname, given_name=name, category="other", city=cities[n % len(cities)], **latin)


def _learn(run: CourseRun, enrolments: list[Enrolment]) -> None:
    """Nobody is done: the last required step, the test, stays open."""
    steps = list(run.activities.in_force().exclude(kind="test"))
    now = timezone.now()
    pairs = [(row, step) for n, row in enumerate(enrolments) for step in steps[: n % (len(steps) + 1)]]
    _insert(Visit, (Visit(enrolment=row, activity=step, opened_at=now - timedelta(days=5), seconds=600) for row, step in pairs))
    _insert(Completion, (Completion(enrolment=row, activity=step, completed_at=now, how=step.completion) for row, step in pairs))


@transaction.atomic
def finish(enrolments: list[Enrolment]) -> None:
    """Everything done, and nobody told yet: what a run looks like before its certificates."""
    now = timezone.now()
    run = enrolments[0].run
    done = set(Completion.objects.filter(enrolment__in=enrolments).values_list("enrolment_id", "activity_id"))
    steps = list(run.activities.in_force())
    missing = [(row, step) for row in enrolments for step in steps if (row.pk, step.pk) not in done]
    _insert(Completion, (Completion(enrolment=row, activity=step, completed_at=now, how=step.completion) for row, step in missing))
    Enrolment.objects.filter(pk__in=[row.pk for row in enrolments]).update(completed_at=now)
