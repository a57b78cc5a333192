"""Who came: what each device saw, what follows of it, and what a coordinator corrected with a reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.foundation.codes import CodeField

from ..enums import Direction, Source
from .applications import Application
from .days import InternshipDay, Slot


class Attendance(models.Model):
    """A person was there. It needs no place and no application: a walk-in is shown as over the number.

    `hours` and `earned` are null until presence is confirmed (settling.py).
    """

    day = models.ForeignKey(InternshipDay, on_delete=models.PROTECT, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendances")
    application = models.OneToOneField(Application, on_delete=models.PROTECT, null=True, related_name="attendance")
    code = CodeField()
    arrived_at = models.DateTimeField(_("arrived"))
    left_at = models.DateTimeField(_("left"), null=True)
    doubtful = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=Source)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    hours = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    earned = models.BooleanField(null=True)

    class Meta:
        ordering = ["arrived_at", "pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["day", "user"], name="person_attends_a_day_once"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")), name="nobody_leaves_before_arriving"),
            models.CheckConstraint(
                condition=Q(settled_at=None, hours=None, earned=None) | Q(settled_at__isnull=False, hours__isnull=False, earned__isnull=False),
                name="settled_attendance_has_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.source})"


class Scan(models.Model):
    """One sighting as its device told it; sent twice it is kept once. `at` is the time after its clock was put right."""

    client_id = models.UUIDField(unique=True)
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="scans")
    direction = models.CharField(max_length=3, choices=Direction)
    source = models.CharField(max_length=10, choices=Source)
    device = models.CharField(max_length=60, blank=True)
    device_at = models.DateTimeField()
    offset_s = models.FloatField(null=True)
    clock = models.CharField(max_length=40, blank=True)
    mono_s = models.FloatField(null=True)
    at = models.DateTimeField()
    doubtful = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["attendance", "at"])]

    def __str__(self) -> str:
        return f"{self.direction} {self.at:%H:%M}"


class SlotCorrection(models.Model):
    """Whether somebody was at a part of the day, said by a coordinator; the last word counts, all are kept in history."""

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="corrections")
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="corrections")
    present = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attendance", "slot"], name="slot_corrected_once_per_attendance"),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {'+' if self.present else '−'}"
