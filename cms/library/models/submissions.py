"""A case on its way from a city to the library: what the city told, its files, and the talk with the editor."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.accounts.models import City
from school.foundation.codes import CodeField

from ..cases.enums import Currency, Instrument, Outcome, Submitted

LONGEST = 8000  # characters of one text
EDITABLE = (Submitted.DRAFT, Submitted.ASKED)
WITH_EDITOR = (Submitted.SENT, Submitted.ASKED, Submitted.ACCEPTED)


def private_files() -> Any:
    return storages["default"]


def file_name(file: CaseFile, filename: str) -> str:
    return f"cases/{file.submission.code}/{file.code}{PurePath(filename).suffix.lower()}"


class SubmissionQuerySet(models.QuerySet["CaseSubmission"]):
    def of(self, user: Any) -> SubmissionQuerySet:
        """Sent from that account, or from its address before there was one."""
        return self.filter(Q(author=user) | Q(author=None, email__iexact=user.email))

    def in_queue(self) -> SubmissionQuerySet:
        """Somebody is waiting for somebody; a draft is its author's own business."""
        return self.exclude(state=Submitted.DRAFT)


class CaseSubmission(models.Model):
    code = CodeField()
    state = models.CharField(_("state"), max_length=10, choices=Submitted, default=Submitted.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("author"))
    email = models.EmailField(_("e-mail of the author"))
    confirmed_at = models.DateTimeField(_("e-mail confirmed"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=12, default="uk")

    title = models.CharField(_("title"), max_length=200, blank=True)
    organisation = models.CharField(_("who sends it"), max_length=250, blank=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city"))
    city_other = models.CharField(_("city that is not in the list"), max_length=80, blank=True)
    oblast = models.CharField(_("oblast"), max_length=8, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    instrument = models.CharField(_("instrument"), max_length=20, choices=Instrument, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    done = models.TextField(_("what was done"), blank=True)
    results = models.JSONField(_("result in numbers"), default=list, blank=True)  # rows of indicator, before, after, unit, as typed numbers
    otherwise = models.TextField(_("what would be done otherwise"), blank=True)
    cost_amount = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, null=True, blank=True)
    cost_currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.UAH)
    cost_note = models.CharField(_("what it consists of"), max_length=300, blank=True)
    months = models.PositiveSmallIntegerField(_("months it took"), null=True, blank=True)
    time_note = models.CharField(_("what the time went on"), max_length=300, blank=True)
    contact_role = models.CharField(_("whom to ask"), max_length=200, blank=True)
    contact_email = models.EmailField(_("mail of the office"), blank=True)

    consent = models.TextField(_("what the author agreed to"), blank=True)  # the sentence as it was shown
    consented_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("editor"))
    reason = models.TextField(_("reason for declining"), blank=True)
    page_key = models.UUIDField(null=True, blank=True, editable=False)  # translation_key of the page made from it
    started_at = models.DateTimeField(_("started"))
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("case sent by a city")
        verbose_name_plural = _("cases sent by cities")
        constraints = [
            models.CheckConstraint(condition=Q(state=Submitted.DRAFT) | Q(consented_at__isnull=False), name="case_is_sent_with_consent"),
            models.CheckConstraint(condition=~Q(state__in=[Submitted.ACCEPTED, Submitted.PUBLISHED]) | Q(page_key__isnull=False), name="case_accepted_has_a_page"),
            models.CheckConstraint(condition=~Q(state=Submitted.DECLINED) | ~Q(reason=""), name="case_declined_with_a_reason"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title or f"{_('case')} {self.code}"

    @property
    def city_name(self) -> str:
        return str(self.city or self.city_other)

    @property
    def editable(self) -> bool:
        """The author may still change what is told."""
        return self.state in EDITABLE


class CaseFile(models.Model):
    submission = models.ForeignKey(CaseSubmission, on_delete=models.CASCADE, related_name="files")
    code = CodeField()
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to=file_name, storage=private_files, max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class CaseMessage(models.Model):
    """One turn of the talk between editor and author. Never changed."""

    submission = models.ForeignKey(CaseSubmission, on_delete=models.CASCADE, related_name="messages")
    by_editor = models.BooleanField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
