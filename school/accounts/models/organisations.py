from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from school.foundation.centre import words
from school.foundation.codes import CodeField

from ..enums import MembershipRole


class City(models.Model):
    """From the codifier KATOTTG; a city is chosen from this list, never typed."""

    katottg = models.CharField(max_length=19, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    name_uk = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    oblast_uk = models.CharField(max_length=80)
    oblast_en = models.CharField(max_length=80)
    population_rank = models.PositiveIntegerField(null=True)
    sort_key = models.CharField(max_length=200, editable=False)  # no database here knows the Ukrainian alphabet

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def __str__(self) -> str:
        return words(self, "name")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def live(self) -> OrganisationQuerySet:
        """Without doubles that were merged away."""
        return self.filter(merged_into=None)

    def unconfirmed(self) -> OrganisationQuerySet:
        return self.live().filter(confirmed=False)

    def matching(self, words: str) -> OrganisationQuerySet:
        """By EDRPOU code, or by every word in any order and letter case."""
        wanted = words.casefold().split()[:6]
        if len(wanted) == 1 and wanted[0].isdigit():
            return self.live().filter(Q(edrpou__startswith=wanted[0]) | Q(folded__contains=wanted[0]))
        found = self.live()
        for word in wanted:
            found = found.filter(folded__contains=word)
        return found


EDRPOU = RegexValidator(r"^\d{8}$|^\d{10}$", _("An EDRPOU code has 8 digits, an entrepreneur's 10."))


class Organisation(models.Model):
    """Where people come from. Found by name or EDRPOU code, or added unconfirmed; doubles are merged."""

    code = CodeField()
    name = models.CharField(_("name"), max_length=250)
    folded = models.CharField(max_length=250, editable=False, db_index=True)  # SQLite folds only Latin letters
    edrpou = models.CharField(_("EDRPOU code"), max_length=10, blank=True, validators=[EDRPOU])
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("city"))
    confirmed = models.BooleanField(_("confirmed by the centre"), default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="doubles", editable=False, verbose_name=_("merged into")
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(fields=["edrpou"], condition=~Q(edrpou="") & Q(merged_into=None), name="edrpou_once", violation_error_message=_("An organisation with this EDRPOU code is here already. Merge the two instead.")),
            models.CheckConstraint(condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="not_merged_into_itself"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name = " ".join(self.name.split())
        self.folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def fold(name: str) -> str:
    """Equal for spellings that people take for one name: letter case, kinds of quotes, apostrophes and spaces."""
    same = str.maketrans({"’": "'", "ʼ": "'", "`": "'", **dict.fromkeys('«»“”„"', None)})
    return " ".join(name.translate(same).casefold().split())


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, day: date | None = None) -> MembershipQuerySet:
        """In force on that day; `until` is the last day."""
        day = day or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class Membership(models.Model):
    """Who speaks for an organisation, dated. `until` is the last day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation"))
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole, default=MembershipRole.HEAD)
    since = models.DateField(_("since"))
    until = models.DateField(_("last day"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], condition=Q(until=None), name="one_open_membership"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="membership_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"
