"""Progress is computed from facts, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from school.foundation import history

from .enums import NOT_BY_ONESELF, CompletionRule, EnrolmentState
from .kinds import moments_of
from .models import Completion, CourseRun, Enrolment, ScheduledActivity, Visit, Words
from .signals import enrolment_completed, outline_adopted

LONGEST_SITTING = 30 * 60  # seconds; a page left open overnight is not half a day of study


@dataclass
class Step:
    activity: ScheduledActivity
    title: str
    done: bool
    released_at: datetime | None
    current: bool = False
    at: datetime | None = None  # when it takes place

    @property
    def code(self) -> str:
        return self.activity.activity.code

    @property
    def open(self) -> bool:
        return self.released_at is None or self.released_at <= timezone.now()


@dataclass
class Part:
    """A module with its steps."""

    title: str
    summary: str
    steps: list[Step]
    released_at: datetime | None

    @property
    def done(self) -> bool:
        return all(step.done for step in self.steps)

    @property
    def minutes_left(self) -> int:
        return sum(step.activity.minutes for step in self.steps if not step.done)


@dataclass
class Outline:
    course_title: str
    parts: list[Part]

    @property
    def steps(self) -> list[Step]:
        return [step for part in self.parts for step in part.steps]

    @property
    def required(self) -> list[Step]:
        return [step for step in self.steps if step.activity.required]

    @property
    def done_count(self) -> int:
        return sum(step.done for step in self.required)

    @property
    def total(self) -> int:
        return len(self.required)

    @property
    def minutes_left(self) -> int:
        return sum(step.activity.minutes for step in self.required if not step.done)

    @property
    def finished(self) -> bool:
        return self.done_count == self.total

    @property
    def next_step(self) -> Step | None:
        """The first open step that is not done, required ones first."""
        waiting = [step for step in self.steps if step.open and not step.done]
        return next((step for step in waiting if step.activity.required), waiting[0] if waiting else None)

    def around(self, step: Step) -> tuple[Step | None, Step | None]:
        steps = self.steps
        at = steps.index(step)
        return (steps[at - 1] if at else None), (steps[at + 1] if at + 1 < len(steps) else None)


def words_for(keys: Iterable[Any], language: str, source: str, *, with_body: bool = False) -> dict[Any, Words]:
    """The words of each key in the person's language, else in the course's own."""
    rows = Words.objects.filter(key__in=list(keys), locale__in={language, source})
    if not with_body:
        rows = rows.defer("body")
    found: dict[Any, Words] = {}
    for row in rows:
        if row.key not in found or row.locale == language:
            found[row.key] = row
    return found


def schedule_of(run: CourseRun) -> list[ScheduledActivity]:
    """Every step of a run with its module, retired ones too."""
    return list(run.activities.select_related("activity", "module__module"))


def titles_of(run: CourseRun, schedule: list[ScheduledActivity], language: str) -> dict[Any, Words]:
    """The words, without their bodies, of a run's course, modules and steps."""
    keys = {run.course.key, *(row.activity.key for row in schedule), *(row.module.module.key for row in schedule)}
    return words_for(keys, language, run.course.source_locale)


def outline_for(
    enrolment: Enrolment, language: str, schedule: list[ScheduledActivity] | None = None, words: dict[Any, Words] | None = None
) -> Outline:
    """A run's outline as this person sees it. Queries: completions; schedule and words unless they are at hand."""
    run = enrolment.run
    done = set(enrolment.completions.values_list("activity_id", flat=True)) if enrolment.pk else set()
    schedule = schedule_of(run) if schedule is None else schedule
    words = titles_of(run, schedule, language) if words is None else words
    rows = [row for row in schedule if row.retired_at is None]
    modules = sorted({row.module_id: row.module for row in rows}.values(), key=lambda module: (module.position, module.pk))
    since, moments = enrolment.enrolled_at or timezone.now(), moments_of(rows)
    parts = []
    for module in modules:
        released = module.released_at(max(since, run.starts_at))
        steps = [
            Step(
                row,
                words[row.activity.key].title if row.activity.key in words else row.activity.title,
                row.pk in done,
                released,
                at=moments.get(row.pk),
            )
            for row in rows
            if row.module_id == module.pk
        ]
        said = words.get(module.module.key)
        parts.append(Part(said.title if said else module.module.title, said.summary if said else "", steps, released))
    title = words[run.course.key].title if run.course.key in words else run.course.title
    return Outline(title, parts)


@transaction.atomic
def visit(*, enrolment: Enrolment, activity: ScheduledActivity) -> None:
    """Note that the page is open; a step that counts by viewing is done."""
    now = timezone.now()
    _close_visits(enrolment, now)
    opened = Visit(enrolment=enrolment, activity=activity, opened_at=now)
    Visit.objects.bulk_create([opened], update_conflicts=True, unique_fields=["enrolment", "activity"], update_fields=["opened_at"])
    if activity.completion == CompletionRule.VIEWED:
        complete(enrolment=enrolment, activity=activity, how=CompletionRule.VIEWED)


def _close_visits(enrolment: Enrolment, now: datetime, *, restart: bool = False) -> None:
    """Add the time of the page left behind to its visit."""
    last = enrolment.visits.order_by("-opened_at").first()
    if last is not None:
        last.seconds += min(int((now - last.opened_at).total_seconds()), LONGEST_SITTING)
        if restart:
            last.opened_at = now
        last.save(update_fields=["seconds", "opened_at"])


class TooSoon(Exception):
    """The page must stay open longer; `minutes` says how long."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


def mark_done(*, enrolment: Enrolment, activity: ScheduledActivity, from_copy: bool = False) -> Completion | None:
    """The learner presses «Done». A test is passed, a meeting attended and a webinar watched, not marked; time is the server's to judge.

    A copy on a device is no open page: the server's clock does not run for it, its readings were taken before.
    """
    if activity.completion in NOT_BY_ONESELF:
        return None
    if activity.completion == CompletionRule.TIMED:
        if not from_copy:
            _close_visits(enrolment, timezone.now(), restart=True)
        left = left_to_read(enrolment=enrolment, activity=activity)
        if left > 0:
            raise TooSoon(-(-left // 60))
    return complete(enrolment=enrolment, activity=activity, how=activity.completion)


def left_to_read(*, enrolment: Enrolment, activity: ScheduledActivity) -> int:
    """Seconds that are still to be read, here or from a copy, of a step that counts by time."""
    seen = enrolment.visits.filter(activity=activity).values_list("seconds", flat=True).first() or 0
    read = enrolment.readings.filter(activity=activity).values_list("seconds", flat=True).first() or 0
    return activity.min_seconds - seen - read


@transaction.atomic(savepoint=False)  # part of whatever it is called in: nothing of it stands alone
def complete(*, enrolment: Enrolment, activity: ScheduledActivity, how: str, actor: Any = None) -> Completion:
    """Record that a step is done; the first write wins. Completes the enrolment when nothing required is left."""
    completion, created = Completion.objects.get_or_create(
        enrolment=enrolment, activity=activity, defaults={"completed_at": timezone.now(), "how": how}
    )
    if created:
        history.record(enrolment, "complete", actor=actor or enrolment.user, data={"activity": activity.pk, "how": how})
        complete_enrolment_if_due(enrolment=enrolment)
    return completion


def missing_for(enrolment: Enrolment) -> QuerySet[ScheduledActivity]:
    done = enrolment.completions.values("activity_id")
    return enrolment.run.activities.in_force().filter(required=True).exclude(pk__in=done)


@transaction.atomic(savepoint=False)
def complete_enrolment_if_due(*, enrolment: Enrolment) -> bool:
    """`completed_at` is set once, by a conditional update, and the news sent in the same transaction.

    The row is locked before it is asked what is missing: of two last steps at one moment, the second sees the first.
    """
    due = Enrolment.objects.select_for_update(no_key=True).filter(pk=enrolment.pk, state=EnrolmentState.ACTIVE, completed_at=None)
    if not due.values_list("pk") or missing_for(enrolment).exists():
        return False
    now = timezone.now()
    if not Enrolment.objects.filter(pk=enrolment.pk, completed_at=None).update(completed_at=now):
        return False
    enrolment.completed_at = now
    history.record(enrolment, "complete_enrolment")
    enrolment_completed.send(Enrolment, enrolment=enrolment)
    return True


def with_progress(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Annotate `done`, `total` (required steps in force) and `seen_at`, for lists: each row by itself, so give it a page of them."""
    total = (
        ScheduledActivity.objects.filter(run=OuterRef("run"), required=True, retired_at=None)
        .order_by()
        .values("run")
        .annotate(n=Count("pk"))
        .values("n")
    )
    seen = Visit.objects.filter(enrolment=OuterRef("pk")).order_by().values("enrolment").annotate(at=Max("opened_at")).values("at")
    done = (
        Completion.objects.filter(enrolment=OuterRef("pk"), activity__required=True, activity__retired_at=None)
        .order_by()
        .values("enrolment")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return enrolments.annotate(done=Coalesce(Subquery(done), 0), total=Coalesce(Subquery(total), 0), seen_at=Subquery(seen))


def recheck_run(run: CourseRun) -> int:
    """After adopting an outline: complete those who by the new denominator have nothing left."""
    outline_adopted.send(CourseRun, run=run)
    return sum(complete_enrolment_if_due(enrolment=row) for row in run.enrolments.active().filter(completed_at=None).select_related("run"))
