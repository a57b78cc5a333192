"""Groups that rotate through the departments, and the schedule as it was published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from .applications import Application
from .days import InternshipDay, Slot


class Station(Orderable):
    """A department that receives one group after another. It takes the place of the slot's own title, room and host."""

    day = ParentalKey(InternshipDay, on_delete=models.CASCADE, related_name="stations")
    title_uk = models.CharField(_("title in Ukrainian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    place_uk = models.CharField(_("room in Ukrainian"), max_length=200, blank=True)
    place_en = models.CharField(_("room in English"), max_length=200, blank=True)
    host_uk = models.CharField(_("who receives, in Ukrainian"), max_length=200, blank=True, help_text=_("A person or a department."))
    host_en = models.CharField(_("who receives, in English"), max_length=200, blank=True)
    host_email = models.EmailField(_("e-mail of whoever receives"), blank=True, help_text=_("The list of who comes and when goes there by a link."))
    seats = models.PositiveSmallIntegerField(_("people at once"), null=True, blank=True, help_text=_("Leave empty: as many as come."))

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = [models.CheckConstraint(condition=Q(seats=None) | Q(seats__gt=0), name="station_has_room")]

    def __str__(self) -> str:
        return self.title_uk


class Group(models.Model):
    """Numbered from 1. Who was accepted and is in none goes with nobody: the board says so."""

    day = models.ForeignKey(InternshipDay, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    applications = models.ManyToManyField(Application, through="GroupMember", related_name="groups")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["day", "number"], name="group_number_once_a_day")]

    def __str__(self) -> str:
        return f"{self.number}"


class GroupMember(models.Model):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="membership")

    def __str__(self) -> str:
        return f"{self.application_id} → {self.group_id}"


class Stop(models.Model):
    """Where a group is in a slot that rotates."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="stops")
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="stops")
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="stops")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "slot"], name="group_in_one_place_at_a_time")]

    def __str__(self) -> str:
        return f"{self.group_id}, {self.slot_id}: {self.station_id}"


class ScheduleVersion(models.Model):
    """The schedule as people were told it, frozen: slots, and by group its members (codes, no names) and stops."""

    day = models.ForeignKey(InternshipDay, on_delete=models.PROTECT, related_name="schedule_versions")
    number = models.PositiveIntegerField()
    frozen = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["day", "number"], name="schedule_version_once")]

    def __str__(self) -> str:
        return f"{self.day_id}: {self.number}"
