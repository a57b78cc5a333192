"""A course taught in a room: when and where a run meets, who was invited, who was there."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.learning.models import CourseRun, Enrolment, ScheduledActivity
from school.foundation.calendar import KYIV
from school.foundation.codes import CodeField

from ..enums import MarkSource, MeetingState


class MeetingQuerySet(models.QuerySet):
    def standing(self) -> MeetingQuerySet:
        """Not cancelled."""
        return self.filter(cancelled_at=None)

    def ahead(self, at: datetime | None = None) -> MeetingQuerySet:
        """In people's calendars still, even when the step was taken out of the run since."""
        return self.standing().filter(starts_at__gt=at or timezone.now())

    def coming(self, at: datetime | None = None) -> MeetingQuerySet:
        """What people are invited to and reminded of."""
        return self.ahead(at).filter(activity__retired_at=None)


class Meeting(models.Model):
    """One step of one run takes place: an evening, a Saturday. Cancelled, it may be planned anew."""

    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="meetings")
    activity = models.ForeignKey(ScheduledActivity, on_delete=models.PROTECT, related_name="meetings")
    code = CodeField()
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    room_uk = models.CharField(_("room in Ukrainian"), max_length=200)
    room_en = models.CharField(_("room in English"), max_length=200, blank=True)
    address_uk = models.CharField(_("address in Ukrainian"), max_length=250)
    address_en = models.CharField(_("address in English"), max_length=250, blank=True)
    trainer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="meetings_taught")
    sequence = models.PositiveIntegerField(default=0)  # of the invitation in people's calendars (RFC 5545)
    planned_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
            models.UniqueConstraint(fields=["activity"], condition=Q(cancelled_at=None), name="step_meets_once"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} · {self.date:%d.%m.%Y}"

    @property
    def date(self) -> date:
        return self.starts_at.astimezone(KYIV).date()

    @property
    def entered_afterwards(self) -> bool:
        """Written down when it was over: nobody was ever invited."""
        return self.planned_at >= self.ends_at

    @property
    def state(self) -> MeetingState:
        now = timezone.now()
        if self.cancelled_at is not None:
            return MeetingState.CANCELLED
        if self.settled_at is not None:
            return MeetingState.CONFIRMED
        if now >= self.ends_at:
            return MeetingState.OVER
        return MeetingState.UNDERWAY if now >= self.starts_at else MeetingState.PLANNED


class MeetingInvitation(models.Model):
    """What one calendar was last told of a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="meeting_invitations")
    sequence = models.PositiveIntegerField()
    taken_back = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "enrolment"], name="invited_to_a_meeting_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.enrolment_id}"


class MeetingPresence(models.Model):
    """Whether somebody was there. `minutes`, `hours` and `attended` are null until presence is confirmed (meeting_presence.py)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="presences")
    present = models.BooleanField()
    arrived_at = models.DateTimeField(null=True)  # None: from the start
    left_at = models.DateTimeField(null=True)  # None: till the end
    source = models.CharField(max_length=10, choices=MarkSource)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField()
    reason = models.TextField(blank=True)  # of a correction
    minutes = models.PositiveIntegerField(null=True)
    hours = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    attended = models.BooleanField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("presence at a meeting")
        verbose_name_plural = _("presences at meetings")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "enrolment"], name="person_at_a_meeting_once"),
            models.CheckConstraint(condition=Q(present=True) | Q(arrived_at=None, left_at=None), name="who_was_absent_has_no_times"),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(left_at=None) | Q(left_at__gt=F("arrived_at")), name="nobody_leaves_a_meeting_before_arriving"
            ),
            models.CheckConstraint(
                condition=Q(minutes=None, hours=None, attended=None) | Q(minutes__isnull=False, hours__isnull=False, attended__isnull=False),
                name="confirmed_presence_is_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.enrolment_id}"
