from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.learning.models import Claim
from school.foundation.codes import CodeField

from ..enums import ApplicationState
from .days import InternshipDay


class ApplicationQuerySet(models.QuerySet):
    def of(self, user: object) -> ApplicationQuerySet:
        return self.filter(user=user)

    def current(self) -> ApplicationQuerySet:
        """Still to be decided, waiting or accepted."""
        return self.filter(state__in=[ApplicationState.APPLIED, ApplicationState.WAITING, ApplicationState.ACCEPTED])

    def undecided(self) -> ApplicationQuerySet:
        return self.filter(state=ApplicationState.APPLIED)


class Application(models.Model):
    """A person asks for a day. Who they were then – organisation, position, city – is kept in the words of that time."""

    day = models.ForeignKey(InternshipDay, on_delete=models.PROTECT, related_name="applications")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications")
    code = CodeField()
    state = models.CharField(max_length=20, choices=ApplicationState, default=ApplicationState.APPLIED)
    language = models.CharField(max_length=12, default="uk")
    organisation = models.CharField(_("organisation"), max_length=250, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    why = models.TextField(_("why you want to come"))
    topics = models.TextField(_("what you are interested in"), blank=True)
    needs = models.TextField(_("what you need"), blank=True)
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, null=True, related_name="application")
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["applied_at", "pk"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(fields=["day", "user"], name="person_once_per_day"),
            models.CheckConstraint(condition=~Q(state__in=["accepted", "waiting"]) | Q(claim__isnull=False), name="accepted_or_waiting_has_a_claim"),
            models.CheckConstraint(condition=~Q(state="declined") | Q(decided_at__isnull=False), name="declined_has_a_date"),
        ]
        indexes = [models.Index(fields=["day", "state"])]

    def __str__(self) -> str:
        return f"{self.code} ({self.state})"
