from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from school.accounts.models import City, Organisation
from school.accounts.models.organisations import fold

from .days import InternshipDay


class KeptPlaces(Orderable):
    """Places nobody else can take: for a city, an organisation, or people known by their addresses."""

    day = ParentalKey(InternshipDay, on_delete=models.CASCADE, related_name="kept_places")
    places = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1)])
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for a city"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for an organisation")
    )
    people = models.TextField(_("for people, by e-mail"), blank=True, help_text=_("One address a line."))

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("kept places")
        verbose_name_plural = _("kept places")
        constraints = [
            models.CheckConstraint(
                condition=Q(city__isnull=False, organisation=None, people="")
                | Q(city=None, organisation__isnull=False, people="")
                | (Q(city=None, organisation=None) & ~Q(people="")),
                name="places_kept_for_one_kind_of_people",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if sum(map(bool, (self.city_id, self.organisation_id, self.people.strip()))) != 1:
            raise ValidationError(_("Choose one: a city, an organisation, or addresses of people."))

    @property
    def name(self) -> str:
        if self.city is not None:
            return self.city.name_uk
        return self.organisation.name if self.organisation is not None else str(_("invited people"))

    def holds(self, *, city: str, organisation: str, email: str) -> bool:
        """Whether the places are for somebody of that city, organisation or address, in the words of the application."""
        if self.city is not None:
            return fold(city) == fold(self.city.name_uk)
        if self.organisation is not None:
            return fold(organisation) == fold(self.organisation.name)
        return email.lower() in {line.strip().lower() for line in self.people.splitlines()}
