from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from courses.learning.enums import ClaimState
from courses.learning.models import Claim
from school.accounts.models import Organisation
from school.foundation.codes import CodeField

from ..enums import GroupPolicy, ReservationState
from .days import InternshipDay


class ReservationQuerySet(models.QuerySet):
    def open(self) -> ReservationQuerySet:
        return self.filter(state__in=[ReservationState.ASKED, ReservationState.APPROVED])

    def of(self, organisation: Organisation) -> ReservationQuerySet:
        """Those made under the name of a merged double too."""
        return self.filter(Q(organisation=organisation) | Q(organisation__merged_into=organisation))


class Reservation(models.Model):
    """Seats an organisation asks for before it knows who will come."""

    day = models.ForeignKey(InternshipDay, on_delete=models.PROTECT, related_name="reservations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reservations")
    code = CodeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=12, default="uk")
    size = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])
    policy = models.CharField(max_length=20, choices=GroupPolicy)
    state = models.CharField(max_length=20, choices=ReservationState, default=ReservationState.ASKED)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["day", "organisation"], condition=Q(state__in=["asked", "approved"]), name="one_open_reservation_a_day"),
            models.CheckConstraint(condition=Q(size__gte=1), name="reservation_of_one_seat_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.state})"

    @property
    def free(self) -> int:
        """Seats given and not named yet."""
        return self._seats(ClaimState.GIVEN)

    @property
    def waiting(self) -> int:
        return self._seats(ClaimState.WAITING)

    def _seats(self, state: ClaimState) -> int:
        return self.seats.filter(claim__state=state).aggregate(n=Sum("claim__size"))["n"] or 0


class ReservedSeat(models.Model):
    """A claim of a reservation that nobody is named for. A named person's claim moves to the application."""

    reservation = models.ForeignKey(Reservation, on_delete=models.PROTECT, related_name="seats")
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="reserved")

    class Meta:
        ordering = ["claim"]

    def __str__(self) -> str:
        return f"{self.reservation_id}: {self.claim_id}"
