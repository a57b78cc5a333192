"""The programme as a promise: its record, the days it is held on, the slots of a day."""

from __future__ import annotations

from datetime import date, datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from courses.assessment.models import SurveyTemplate
from courses.learning.models import CourseRun, Offer
from school.accounts.models import Project
from school.foundation.calendar import KYIV, day_words, month_words
from school.foundation.centre import words
from school.foundation.codes import CodeField

from ..enums import DayKind, DayState, SlotKind


class Internship(models.Model):
    """The record behind a programme's pages; `key` is their `translation_key`."""

    key = models.UUIDField(unique=True, editable=False)
    code = CodeField()
    source_locale = models.CharField(max_length=12)
    title_uk = models.CharField(max_length=255, blank=True)
    title_en = models.CharField(max_length=255, blank=True)
    hours = models.DecimalField(_("academic hours"), max_digits=4, decimal_places=1, null=True)  # None: nobody knows any more
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("internship")
        verbose_name_plural = _("internships")
        constraints = [models.CheckConstraint(condition=Q(hours__gt=0), name="internship_has_hours")]

    def __str__(self) -> str:
        return words(self, "title")


class DayQuerySet(models.QuerySet):
    def published(self) -> DayQuerySet:
        return self.filter(published_at__isnull=False)

    def upcoming(self, at: datetime | None = None) -> DayQuerySet:
        """Shown, to come, not cancelled; the nearest first."""
        return self.published().filter(starts_at__gt=at or timezone.now(), cancelled_at=None).order_by("starts_at")

    def open_for_application(self, at: datetime | None = None) -> DayQuerySet:
        return self.upcoming(at).filter(apply_by_at__gt=at or timezone.now())


class InternshipDay(ClusterableModel):
    internship = models.ForeignKey(Internship, on_delete=models.PROTECT, related_name="days", verbose_name=_("programme"))
    code = CodeField()
    kind = models.CharField(_("kind"), max_length=20, choices=DayKind, default=DayKind.INTERNSHIP)
    exact_date = models.BooleanField(default=True, editable=False)  # False, of the archive alone: only the month is known
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    venue_uk = models.CharField(_("venue in Ukrainian"), max_length=200, help_text=_("For example: Прозорий офіс, мала зала."))
    venue_en = models.CharField(_("venue in English"), max_length=200, blank=True)
    address_uk = models.CharField(_("address in Ukrainian"), max_length=250)
    address_en = models.CharField(_("address in English"), max_length=250, blank=True)
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="day", editable=False)
    apply_by_at = models.DateTimeField(_("applications are taken until"))
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="days", verbose_name=_("project"))
    hours = models.DecimalField(
        _("academic hours"), max_digits=4, decimal_places=1, null=True, validators=[MinValueValidator(0.5)],
        help_text=_("An academic hour is 45 minutes."),
    )  # fmt: skip
    required_share = models.PositiveSmallIntegerField(
        _("per cent of the hours for a certificate"), default=80, validators=[MaxValueValidator(100)],
        help_text=_("Who was there for less takes part without a certificate."),
    )  # fmt: skip
    concluding = models.ForeignKey(
        CourseRun, on_delete=models.PROTECT, null=True, blank=True, related_name="concluded_days", verbose_name=_("concluding test"),
        help_text=_("A run whose required steps are to be done after the day, before its end. Leave empty: presence alone decides."),
    )  # fmt: skip
    needs_approval = models.BooleanField(
        _("the superior approves"), default=False,
        help_text=_("Whoever applies names the superior, who answers by a link in a letter, without an account."),
    )  # fmt: skip
    approval_days = models.PositiveSmallIntegerField(
        _("days the superior has to answer"), default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    per_city = models.PositiveSmallIntegerField(_("most places for one city"), null=True, blank=True, validators=[MinValueValidator(1)])
    per_organisation = models.PositiveSmallIntegerField(
        _("most places for one organisation"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    confirm_hours = models.PositiveSmallIntegerField(
        _("hours to confirm a place from the waiting list"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(336)],
        help_text=_("Leave empty: the place is given at once. In the last 12 hours before the start nobody is asked to confirm."),
    )  # fmt: skip
    confirm_by_at = models.DateTimeField(null=True, editable=False)
    cancel_by_at = models.DateTimeField(null=True, editable=False)
    asks_feedback = models.BooleanField(
        _("ask those who came what they think"), default=True, help_text=_("A form opens for them when presence is confirmed.")
    )
    feedback_form = models.ForeignKey(
        SurveyTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("feedback form"),
        help_text=_("Leave empty: the form that is marked as used when no other is chosen."),
    )  # fmt: skip
    feedback_days = models.PositiveSmallIntegerField(
        _("days to answer it"), default=14, validators=[MinValueValidator(5), MaxValueValidator(60)],
        help_text=_("Counted from the confirmation of presence. Three days before the end people are reminded once."),
    )  # fmt: skip
    contacts_uk = models.TextField(_("whom to call on the day, in Ukrainian"), blank=True, help_text=_("One to a line: name, what for, telephone."))
    contacts_en = models.TextField(_("whom to call on the day, in English"), blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of the invitation in people's calendars (RFC 5545)
    published_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = DayQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = _("internship day")
        verbose_name_plural = _("internship days")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="day_ends_after_start"),
            models.CheckConstraint(condition=Q(apply_by_at__lte=F("starts_at")), name="day_applications_end_before_it"),
            models.CheckConstraint(
                condition=Q(confirm_by_at=None) | Q(confirm_by_at__range=(F("apply_by_at"), F("starts_at"))), name="day_confirm_by_in_order"
            ),
            models.CheckConstraint(
                condition=Q(cancel_by_at=None) | Q(cancel_by_at__range=(F("apply_by_at"), F("starts_at"))), name="day_cancel_by_in_order"
            ),
            models.CheckConstraint(condition=Q(hours__isnull=False, hours__gt=0) | Q(exact_date=False, hours=None), name="day_has_hours"),
            models.CheckConstraint(condition=Q(required_share__lte=100), name="day_share_is_per_cent"),
        ]

    def __str__(self) -> str:
        return f"{self.internship} · {self.date:%d.%m.%Y}" if self.exact_date else f"{self.internship} · {self.date:%m.%Y}"

    @property
    def date(self) -> date:
        return self.starts_at.astimezone(KYIV).date()

    @property
    def when(self) -> str:
        """«12 грудня 2012 року»; «грудень 2012 року» where only the month is known."""
        return day_words(self.starts_at, year=True) if self.exact_date else month_words(self.starts_at)

    @property
    def state(self) -> DayState:
        return self.state_at(timezone.now())

    def state_at(self, now: datetime) -> DayState:
        if self.cancelled_at:
            return DayState.CANCELLED
        if self.published_at is None:
            return DayState.DRAFT
        if now >= self.ends_at:
            return DayState.PAST
        if now >= self.starts_at:
            return DayState.UNDERWAY
        return DayState.OPEN if now < self.apply_by_at else DayState.CLOSED

    @property
    def takes_applications(self) -> bool:
        return self.state is DayState.OPEN


class Slot(Orderable):
    """A part of the day. Times are Kyiv times of the day itself: a moved day moves its slots."""

    day = ParentalKey(InternshipDay, on_delete=models.CASCADE, related_name="slots")
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("till"))
    kind = models.CharField(_("kind"), max_length=20, choices=SlotKind, default=SlotKind.THEORY)
    title_uk = models.CharField(_("title in Ukrainian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    place_uk = models.CharField(_("room in Ukrainian"), max_length=200, blank=True)
    place_en = models.CharField(_("room in English"), max_length=200, blank=True)
    host_uk = models.CharField(_("who receives, in Ukrainian"), max_length=200, blank=True, help_text=_("A person or a department."))
    host_en = models.CharField(_("who receives, in English"), max_length=200, blank=True)

    rotates = models.BooleanField(
        _("groups go to different departments"),
        default=False,
        help_text=_("The departments are named below; who is where is arranged under «Groups»."),
    )

    class Meta:
        ordering = ["starts", "sort_order", "pk"]
        verbose_name = _("part of the day")
        verbose_name_plural = _("parts of the day")
        constraints = [models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="slot_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M} {self.title_uk}"

    @property
    def counts(self) -> bool:
        """Whether it is learning: breaks and walks give no hours."""
        return self.kind in (SlotKind.THEORY, SlotKind.PRACTICE)

    @property
    def minutes(self) -> int:
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute
