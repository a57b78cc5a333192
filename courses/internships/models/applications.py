from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.learning.models import Claim
from school.accounts.models import Organisation
from school.foundation.codes import CodeField

from ..enums import ApplicationState, ApprovalState
from .days import InternshipDay
from .reservations import Reservation


class ApplicationQuerySet(models.QuerySet):
    def of(self, user: object) -> ApplicationQuerySet:
        return self.filter(user=user)

    def sent_by(self, organisation: Organisation) -> ApplicationQuerySet:
        """Those who named it, or whom it named; under the name of a merged double too."""
        return self.filter(Q(house=organisation) | Q(house__merged_into=organisation))

    def current(self) -> ApplicationQuerySet:
        """Still to be decided, waiting or accepted."""
        return self.filter(state__in=[ApplicationState.APPLIED, ApplicationState.WAITING, ApplicationState.ACCEPTED])

    def lock(self, pk: int) -> Any:
        """The day first, then the application, read anew: every verb keeps this order, so a day that moves is met whole."""
        InternshipDay.objects.select_for_update(of=("self",), no_key=True).get(applications=pk)
        rows = self.select_for_update(of=("self",)).select_related("day__internship", "day__offer", "user__profile", "claim")
        return rows.get(pk=pk)

    def undecided(self) -> ApplicationQuerySet:
        return self.filter(state=ApplicationState.APPLIED)


class Application(models.Model):
    """A person asks for a day. Who they were then – organisation, position, city – is kept in the words of that time.

    `house` is the organisation they speak for, by its record: another of the same name knows nothing of them.
    """

    day = models.ForeignKey(InternshipDay, on_delete=models.PROTECT, related_name="applications")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications")
    code = CodeField()
    state = models.CharField(max_length=20, choices=ApplicationState, default=ApplicationState.APPLIED)
    language = models.CharField(max_length=12, default="uk")
    organisation = models.CharField(_("organisation"), max_length=250, blank=True)
    house = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="applications")
    position = models.CharField(_("position"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    why = models.TextField(_("why you want to come"))
    topics = models.TextField(_("what you are interested in"), blank=True)
    needs = models.TextField(_("what you need"), blank=True)
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, null=True, related_name="application")
    reservation = models.ForeignKey(Reservation, on_delete=models.PROTECT, null=True, related_name="applications")
    confirm_until = models.DateTimeField(null=True)  # the place is held till then; None when it is simply theirs
    confirmed_at = models.DateTimeField(null=True)
    invitation = models.PositiveIntegerField(null=True)  # SEQUENCE of the last word to their calendar
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

    @property
    def awaits_confirmation(self) -> bool:
        return self.state == ApplicationState.ACCEPTED and self.confirm_until is not None and self.confirmed_at is None

    @property
    def approval(self) -> Approval | None:
        """The latest request to a superior; asks nothing when `approvals` came with the row."""
        rows = list(self.approvals.all())
        return rows[0] if rows else None


class Approval(models.Model):
    """A superior was asked to approve. The links to it work until one of them is answered."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="approvals")
    code = CodeField()
    name = models.CharField(_("name of the superior"), max_length=150)
    email = models.EmailField(_("e-mail of the superior"))
    state = models.CharField(max_length=20, choices=ApprovalState, default=ApprovalState.ASKED)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(state="asked"), name="one_superior_asked_at_a_time"),
            models.CheckConstraint(condition=~Q(state="expired"), name="approval_expiry_is_not_stored"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "declined"]) | Q(answered_at__isnull=False), name="answered_approval_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.state})"

    @property
    def stands(self) -> ApprovalState:
        """The state by the clock."""
        if self.state == ApprovalState.ASKED and self.expires_at <= timezone.now():
            return ApprovalState.EXPIRED
        return ApprovalState(self.state)
