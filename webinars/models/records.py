"""The record behind a webinar's pages: what binds people, and the recording."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from courses.learning.models import Offer
from school.accounts.models import Project
from school.foundation.centre import words
from school.foundation.codes import CodeField

from ..announcing.states import AnnouncedState

PASS_MARK = 60  # per cent of the concluding test's points, unless its page says otherwise
ENOUGH = 80  # per cent of the recording that count as having watched it, unless its page says otherwise


def media_name(webinar: Webinar, filename: str) -> str:
    return f"webinars/{webinar.code}/{filename}"


class WebinarQuerySet(models.QuerySet):
    def in_force(self) -> WebinarQuerySet:
        return self.filter(retired_at=None)

    def upcoming(self, at: datetime | None = None) -> WebinarQuerySet:
        return self.filter(starts_at__gt=at or timezone.now()).order_by("starts_at")

    def recorded(self) -> WebinarQuerySet:
        return self.in_force().exclude(recording="")

    def hold(self, pk: int) -> Any:
        """As it stands once it is ours: whoever moves, cancels or resizes it is waited for. Then registrations, then places."""
        self.select_for_update(no_key=True).values_list("pk").get(pk=pk)
        return self.select_related("offer").get(pk=pk)


class Webinar(ClusterableModel):
    """The record behind a webinar's pages; `key` is their `translation_key`. The same recording in every language."""

    key = models.UUIDField(unique=True, editable=False)
    code = CodeField()
    source_locale = models.CharField(max_length=12, editable=False)
    title_uk = models.CharField(max_length=255, blank=True, editable=False)
    title_en = models.CharField(max_length=255, blank=True, editable=False)
    starts_at = models.DateTimeField(_("starts"), null=True, editable=False)
    length_minutes = models.PositiveIntegerField(_("length in minutes"), editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="webinars")
    recording = models.FileField(
        _("recording"), upload_to=media_name, blank=True, max_length=200, validators=[FileExtensionValidator(["mp4"])],
        help_text=_("An MP4 file with H.264 picture and AAC sound plays in every browser."),
    )  # fmt: skip
    duration_seconds = models.PositiveIntegerField(null=True, editable=False)
    size = models.PositiveBigIntegerField(null=True, editable=False)
    poster = models.FileField(
        _("poster"), upload_to=media_name, blank=True, max_length=200, validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp", "svg"])],
        help_text=_("What is shown before the recording plays, 16:9."),
    )  # fmt: skip
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, null=True, editable=False, related_name="webinar")  # None: nobody registers
    registers = models.BooleanField(default=False, editable=False)  # unticked later, whoever is registered stays so
    opens_at = models.DateTimeField(null=True, editable=False)  # registration; None: with publishing
    closes_at = models.DateTimeField(null=True, editable=False)  # None: with the end of the webinar
    live_link = models.URLField(max_length=500, blank=True, editable=False)  # nobody reads it but through `announcing.entering`
    link_minutes = models.PositiveSmallIntegerField(default=30, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of the invitation in people's calendars (RFC 5545)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_why = models.TextField(blank=True, editable=False)
    required_percent = models.PositiveSmallIntegerField(default=ENOUGH, editable=False)
    pass_mark = models.PositiveSmallIntegerField(default=PASS_MARK, editable=False)
    tested = models.BooleanField(
        default=False, editable=False
    )  # whether there is a concluding test: written by `quiz.editing`, asked by every heartbeat
    gives_certificate = models.BooleanField(default=False, editable=False)
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, editable=False)  # None: as long as the recording
    published_at = models.DateTimeField(editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    objects = WebinarQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("recording of a webinar")
        verbose_name_plural = _("recordings of webinars")
        constraints = [
            models.CheckConstraint(condition=Q(recording="") | Q(duration_seconds__gt=0), name="recording_has_a_duration"),
        ]

    def __str__(self) -> str:
        return words(self, "title")

    @property
    def recorded(self) -> bool:
        return bool(self.recording)

    @property
    def cut(self) -> Any:
        """The cut shown now."""
        return self.cuts.filter(shown=True).first()

    @property
    def minutes(self) -> int:
        """As long as the recording is, else as long as announced."""
        return max(round(self.duration_seconds / 60), 1) if self.duration_seconds else self.length_minutes

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at and self.starts_at + timedelta(minutes=self.length_minutes)

    @property
    def announced(self) -> AnnouncedState:
        return self.announced_at(timezone.now())

    def announced_at(self, now: datetime) -> AnnouncedState:
        if self.cancelled_at:
            return AnnouncedState.CANCELLED
        if self.offer is None or self.ends_at is None:
            return AnnouncedState.NONE
        if now >= self.ends_at:
            return AnnouncedState.OVER
        if self.opens_at and now < self.opens_at:
            return AnnouncedState.SOON
        if not self.registers or (self.closes_at and now >= self.closes_at):
            return AnnouncedState.CLOSED
        return AnnouncedState.FULL if self.offer.free == 0 else AnnouncedState.OPEN

    @property
    def takes_registrations(self) -> bool:
        return self.retired_at is None and self.announced in (AnnouncedState.OPEN, AnnouncedState.FULL)

    @property
    def shown_number(self) -> int:
        """Which cut is shown, by the name of its file: every heartbeat asks."""
        found = re.search(r"/cuts/(\d+)/", str(self.recording.name or ""))
        return int(found[1]) if found else 1
