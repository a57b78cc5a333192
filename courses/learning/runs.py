"""Opening a run copies the outline: from then on structure and rules reach it only through adopt_outline."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history, jobs

from .enums import EnrolmentMode
from .kinds import kinds_in_room
from .models import Activity, Course, CourseRun, Offer, ScheduledActivity, ScheduledModule
from .seats import set_capacity
from .signals import run_cancelled

FROZEN = ("kind", "minutes", "required", "completion", "min_seconds", "rules", "position")


class CannotOpen(Exception):
    """The course cannot be opened as it stands; the text says why."""


@transaction.atomic
def open_run(
    *,
    course: Course,
    actor: Any,
    name_uk: str,
    name_en: str = "",
    enrolment_opens_at: datetime,
    enrolment_closes_at: datetime | None = None,
    starts_at: datetime,
    ends_at: datetime | None = None,
    mode: str = EnrolmentMode.OPEN,
    enrolment_key: str = "",
    capacity: int | None = None,
    project: Any = None,
    gives_certificate: bool = True,
    in_room: bool = False,
) -> CourseRun:
    if not _outline(course, in_room).exists():
        raise CannotOpen(_("This course has no published lessons yet. Publish at least one, then open a run."))
    offer = Offer.objects.create(capacity=capacity, promote_until=ends_at)
    run = CourseRun.objects.create(
        course=course,
        name_uk=name_uk,
        name_en=name_en,
        enrolment_opens_at=enrolment_opens_at,
        enrolment_closes_at=enrolment_closes_at,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=mode,
        enrolment_key=enrolment_key if mode == EnrolmentMode.KEY else "",
        offer=offer,
        project=project,
        gives_certificate=gives_certificate,
        hours=course.hours,
        in_room=in_room,
        opened_at=timezone.now(),
    )
    _schedule(run)
    history.record(run, "open_run", actor=actor)
    return run


def _outline(course: Course, in_room: bool) -> QuerySet[Activity]:
    """What of a course a run takes: meetings in a room only where it is taught in one."""
    rows = course.activities.in_force()
    return rows if in_room else rows.exclude(kind__in=kinds_in_room())


def _schedule(run: CourseRun) -> None:
    modules = {}
    for module in run.course.modules.in_force():
        modules[module.pk] = ScheduledModule.objects.create(
            run=run, module=module, position=module.position, release_after_days=module.release_after_days
        )
    for activity in _outline(run.course, run.in_room):
        _schedule_activity(run, activity, modules[activity.module_id])


def _schedule_activity(run: CourseRun, activity: Activity, module: ScheduledModule) -> ScheduledActivity:
    values = {name: getattr(activity, name) for name in FROZEN}
    return ScheduledActivity.objects.create(run=run, activity=activity, module=module, **values)


@transaction.atomic
def change_run(*, run: CourseRun, actor: Any, changes: dict[str, Any]) -> CourseRun:
    """Dates, names, mode, key, project and capacity may change while a run lives; its outline may not."""
    run = CourseRun.objects.select_for_update().get(pk=run.pk)
    capacity = changes.pop("capacity", run.offer.capacity)
    before = {name: getattr(run, name) for name in changes}
    for name, value in changes.items():
        setattr(run, name, value)
    if run.mode != EnrolmentMode.KEY:
        run.enrolment_key = ""
    run.save()
    Offer.objects.filter(pk=run.offer_id).update(promote_until=run.ends_at)
    if capacity != run.offer.capacity:
        set_capacity(offer=run.offer, capacity=capacity)
        before["capacity"] = run.offer.capacity
    changed = sorted(name for name, value in before.items() if name == "capacity" or value != getattr(run, name))
    if changed:
        history.record(run, "change_run", actor=actor, data={"changed": changed})
    return run


@transaction.atomic
def cancel_run(*, run: CourseRun, actor: Any, reason: str) -> None:
    run = CourseRun.objects.select_for_update().get(pk=run.pk)
    if run.cancelled_at is None:
        run.cancelled_at = timezone.now()
        run.save(update_fields=["cancelled_at"])
        history.record(run, "cancel_run", actor=actor, reason=reason)
        jobs.enqueue("learning.tell_cancelled", key=run.code, args={"run": run.pk, "reason": reason})
        run_cancelled.send(CourseRun, run=run, actor=actor, reason=reason)


@transaction.atomic
def set_release(*, module: ScheduledModule, at: datetime | None, actor: Any) -> None:
    module.release_at = at
    module.save(update_fields=["release_at"])
    history.record(module.run, "set_release", actor=actor, data={"module": module.pk})


# --- adopting a newer outline ----------------------------------------------------------------------


@dataclass
class Adoption:
    """What adopting the course's present outline would change in a run, and for how many people."""

    added: list[Activity] = field(default_factory=list)
    retired: list[ScheduledActivity] = field(default_factory=list)
    moved: list[ScheduledActivity] = field(default_factory=list)
    changed: list[tuple[ScheduledActivity, list[str]]] = field(default_factory=list)
    hours: tuple[Any, Any] | None = None
    learners: int = 0
    finished: int = 0

    @property
    def empty(self) -> bool:
        return not (self.added or self.retired or self.moved or self.changed or self.hours)


def preview_adoption(run: CourseRun) -> Adoption:
    adoption = Adoption()
    now = {row.activity_id: row for row in run.activities.in_force().select_related("activity", "module")}
    wanted = {activity.pk: activity for activity in _outline(run.course, run.in_room).select_related("module")}
    adoption.added = [activity for pk, activity in wanted.items() if pk not in now]
    adoption.retired = [row for pk, row in now.items() if pk not in wanted]
    for pk, activity in wanted.items():
        if (row := now.get(pk)) is None:
            continue
        if row.module.module_id != activity.module_id or row.position != activity.position:
            adoption.moved.append(row)
        different = [name for name in FROZEN if name != "position" and getattr(row, name) != getattr(activity, name)]
        if row.module.module_id == activity.module_id and row.module.release_after_days != activity.module.release_after_days:
            different.append("release_after_days")
        if different:
            adoption.changed.append((row, different))
    if run.hours != run.course.hours:
        adoption.hours = (run.hours, run.course.hours)
    adoption.learners = run.enrolments.active().count()
    adoption.finished = run.enrolments.active().exclude(completed_at=None).count()
    return adoption


@transaction.atomic
def adopt_outline(*, run: CourseRun, actor: Any) -> Adoption:
    """Take the course's present structure and rules into a run. Facts stay; who has finished stays finished."""
    run = CourseRun.objects.select_for_update().get(pk=run.pk)
    adoption = preview_adoption(run)
    if adoption.empty:
        return adoption
    modules = {}
    for module in run.course.modules.in_force():
        values = {"position": module.position, "release_after_days": module.release_after_days}
        modules[module.pk], _new = ScheduledModule.objects.update_or_create(run=run, module=module, defaults=values)
    for activity in _outline(run.course, run.in_room):
        values = {name: getattr(activity, name) for name in FROZEN} | {"module": modules[activity.module_id], "retired_at": None}
        ScheduledActivity.objects.update_or_create(run=run, activity=activity, defaults=values)
    run.activities.filter(pk__in=[row.pk for row in adoption.retired]).update(retired_at=timezone.now())
    run.hours = run.course.hours
    run.save(update_fields=["hours"])
    event = history.record(run, "adopt_outline", actor=actor, data={"added": len(adoption.added), "retired": len(adoption.retired)})
    jobs.enqueue("learning.recheck", key=f"{run.code}:{event.pk}", args={"run": run.pk})
    return adoption
