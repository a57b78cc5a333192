"""A step is done when its webinar is complete, wherever and whenever that was: on its own page, on another device, before enrolling."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from courses.learning.enums import CompletionRule
from courses.learning.models import Enrolment, ScheduledActivity
from courses.learning.progress import complete

from ..models import Viewing, Webinar

KIND = "webinar"


def complete_steps(*, user: Any, webinar: Webinar) -> None:
    """The webinar is complete now, by the one rule of `watching/watched.py`: the steps of every course in which this person learns."""
    steps = ScheduledActivity.objects.in_force().filter(kind=KIND, rules__webinar=webinar.code)
    rows = Enrolment.objects.active().of(user).filter(run__in=steps.values("run")).select_related("run", "user").order_by("pk")
    for enrolment in rows:
        if enrolment.run.teaches_now:
            for step in steps.filter(run=enrolment.run_id):
                complete(enrolment=enrolment, activity=step, how=CompletionRule.WATCHED)


@transaction.atomic
def complete_what_was_watched(*, enrolment: Enrolment) -> None:
    """A place was given, a step opened, an outline adopted: what was watched before counts.

    The rows are locked, so that of enrolling and watching at one moment the second sees the first.
    """
    if not enrolment.run.teaches_now:
        return
    steps = list(enrolment.run.activities.in_force().filter(kind=KIND).exclude(completions__enrolment=enrolment))
    if not steps:
        return
    codes = [step.rules.get("webinar") for step in steps]
    rows = Viewing.objects.select_for_update(of=("self",), no_key=True).filter(user=enrolment.user_id, webinar__code__in=codes)
    watched = {row.webinar.code for row in rows.select_related("webinar").order_by("pk") if row.reached_at}
    for step in steps:
        if step.rules.get("webinar") in watched:
            complete(enrolment=enrolment, activity=step, how=CompletionRule.WATCHED)
