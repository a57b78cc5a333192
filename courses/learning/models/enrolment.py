from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.foundation.codes import CodeField

from ..enums import EnrolmentState, Source
from .runs import CourseRun, ScheduledActivity
from .seats import Claim


class EnrolmentQuerySet(models.QuerySet):
    def active(self) -> EnrolmentQuerySet:
        return self.filter(state=EnrolmentState.ACTIVE)

    def undecided(self) -> EnrolmentQuerySet:
        return self.filter(state=EnrolmentState.REQUESTED)

    def of(self, user: object) -> EnrolmentQuerySet:
        return self.filter(user=user)

    def current(self) -> EnrolmentQuerySet:
        return self.exclude(state__in=[EnrolmentState.WITHDRAWN, EnrolmentState.DECLINED])


class Enrolment(models.Model):
    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="enrolments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments")
    code = CodeField()
    state = models.CharField(max_length=20, choices=EnrolmentState)
    source = models.CharField(max_length=20, choices=Source, default=Source.SELF)
    language = models.CharField(max_length=12, default="uk")
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, null=True, related_name="enrolment")
    requested_at = models.DateTimeField()
    enrolled_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(fields=["run", "user"], name="person_once_per_run"),
            models.CheckConstraint(condition=~Q(state="active") | Q(enrolled_at__isnull=False), name="active_has_a_date"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.state})"


class Completion(models.Model):
    """A fact: the first write wins, nothing overwrites it."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="completions")
    activity = models.ForeignKey(ScheduledActivity, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField()
    how = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "activity"], name="completed_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.activity_id}"


class Visit(models.Model):
    """Where a person stopped, and how long the page was open by the server's clock."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="visits")
    activity = models.ForeignKey(ScheduledActivity, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [models.UniqueConstraint(fields=["enrolment", "activity"], name="visited_once_per_activity")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.activity_id}"


class Reading(models.Model):
    """How long a step was read from a copy on a device: what the device measured, as far as time allows it."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="readings")
    activity = models.ForeignKey(ScheduledActivity, on_delete=models.PROTECT, related_name="+")
    seconds = models.PositiveIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "activity"], name="read_once_per_activity")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.activity_id}"
