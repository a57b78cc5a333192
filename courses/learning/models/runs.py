from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from school.accounts.models import Project
from school.foundation.codes import CodeField

from ..enums import CompletionRule, EnrolmentMode, RunState
from .outline import Activity, Course, Module
from .seats import Offer


class RunQuerySet(models.QuerySet):
    def open_for_enrolment(self, at: datetime | None = None) -> RunQuerySet:
        now = at or timezone.now()
        return self.filter(
            Q(enrolment_opens_at__lte=now) & (Q(enrolment_closes_at=None) | Q(enrolment_closes_at__gt=now)),
            Q(ends_at=None) | Q(ends_at__gt=now),
            cancelled_at=None,
        )

    def not_over(self, at: datetime | None = None) -> RunQuerySet:
        now = at or timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), cancelled_at=None)

    def taught_by(self, user: object) -> RunQuerySet:
        return self.filter(course__trainers__user=user, course__trainers__dismissed_at=None)


class CourseRun(models.Model):
    """A course held once, with its dates, places and frozen outline. A run without an end is self-paced."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="runs")
    code = CodeField()
    name_uk = models.CharField(_("name in Ukrainian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    enrolment_opens_at = models.DateTimeField(_("enrolment opens"))
    enrolment_closes_at = models.DateTimeField(_("enrolment closes"), null=True, blank=True)
    starts_at = models.DateTimeField(_("learning starts"))
    ends_at = models.DateTimeField(_("learning ends"), null=True, blank=True)
    mode = models.CharField(_("who may enrol"), max_length=20, choices=EnrolmentMode, default=EnrolmentMode.OPEN)
    enrolment_key = models.CharField(_("enrolment key"), max_length=40, blank=True)
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="run")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("project"))
    hours = models.DecimalField(_("academic hours"), max_digits=6, decimal_places=1)
    gives_certificate = models.BooleanField(_("finishing it gives a certificate"), default=True)
    in_room = models.BooleanField(_("taught in a room"), default=False)
    opened_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")), name="run_ends_after_start"),
            models.CheckConstraint(
                condition=Q(enrolment_closes_at=None) | Q(enrolment_closes_at__gt=models.F("enrolment_opens_at")),
                name="run_enrolment_closes_after_opening",
            ),
            models.CheckConstraint(condition=~Q(mode="key") | ~Q(enrolment_key=""), name="run_with_key_has_one"),
        ]

    def __str__(self) -> str:
        return f"{self.course.title} · {self.name_uk}"

    @property
    def state(self) -> RunState:
        return self.state_at(timezone.now())

    def state_at(self, now: datetime) -> RunState:
        if self.cancelled_at:
            return RunState.CANCELLED
        if self.ends_at and now >= self.ends_at:
            return RunState.FINISHED
        if now < self.enrolment_opens_at:
            return RunState.PLANNED if now < self.starts_at else RunState.RUNNING
        if self.enrolment_closes_at is None or now < self.enrolment_closes_at:
            return RunState.ENROLLING
        return RunState.RUNNING if now >= self.starts_at else RunState.CLOSED

    @property
    def enrols_now(self) -> bool:
        return self.state is RunState.ENROLLING

    @property
    def teaches_now(self) -> bool:
        now = timezone.now()
        return self.cancelled_at is None and now >= self.starts_at

    @property
    def self_paced(self) -> bool:
        return self.ends_at is None


class ScheduledModule(models.Model):
    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="modules")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    release_after_days = models.PositiveIntegerField(null=True, blank=True)
    release_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["run", "module"], name="module_once_per_run")]

    def __str__(self) -> str:
        return self.module.title

    def released_at(self, enrolled_at: datetime) -> datetime | None:
        """The later of the run's date and the days after enrolment; None when open at once."""
        moments = [self.release_at] if self.release_at else []
        if self.release_after_days:
            moments.append(enrolled_at + timedelta(days=self.release_after_days))
        return max(moments) if moments else None


class ScheduledQuerySet(models.QuerySet):
    def in_force(self) -> ScheduledQuerySet:
        return self.filter(retired_at=None)


class ScheduledActivity(models.Model):
    """The run's own copy of an activity's place and rules: its denominator."""

    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="activities")
    module = models.ForeignKey(ScheduledModule, on_delete=models.PROTECT, related_name="activities")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="scheduled")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    minutes = models.PositiveIntegerField(default=10)
    required = models.BooleanField(default=True)
    completion = models.CharField(max_length=20, choices=CompletionRule)
    min_seconds = models.PositiveIntegerField(default=0)
    rules = models.JSONField(default=dict, blank=True)
    retired_at = models.DateTimeField(null=True)

    schedule: list[ScheduledActivity] | None = None  # the run's other steps, where a view has fetched them together

    objects = ScheduledQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["run", "activity"], name="activity_once_per_run")]

    def __str__(self) -> str:
        return self.activity.title
