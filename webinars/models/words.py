"""Captions and chapters of a recording, and the sentences by which it is found."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from ..words.captions import BrokenCaptions, read_cues
from .records import Webinar

LANGUAGES = [("uk", _("Ukrainian")), ("en", _("English"))]


class CaptionTrack(models.Model):
    """Captions in one language: a WebVTT text of our own writing. `text` is empty where there are none any more."""

    webinar = ParentalKey(Webinar, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=12, choices=LANGUAGES)
    label = models.CharField(_("name in the player"), max_length=60, blank=True, help_text=_("Leave empty: the name of the language."))
    text = models.TextField(_("captions"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    panels = [FieldPanel("language"), FieldPanel("label"), FieldPanel("text")]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        constraints = [models.UniqueConstraint(fields=["webinar", "language"], name="captions_once_per_language")]

    def __str__(self) -> str:
        return self.label or self.get_language_display()

    def clean(self) -> None:
        try:
            read_cues(self.text or "WEBVTT")
        except BrokenCaptions as problem:
            if self.text:
                raise ValidationError({"text": str(problem)}) from problem


class CaptionVersion(models.Model):
    """What the captions were: each saving, so that nobody's work is written over for good."""

    track = models.ForeignKey(CaptionTrack, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["track", "number"], name="caption_version_once")]

    def __str__(self) -> str:
        return f"{self.track_id}: {self.number}"


class CaptionDraft(models.Model):
    """Captions that one person is working on, kept by themselves; they go when they are saved or thrown away."""

    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="caption_drafts")
    language = models.CharField(max_length=12, choices=LANGUAGES)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="caption_drafts")
    based_on = models.PositiveIntegerField()
    cues = models.JSONField(default=list)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webinar", "language", "user"], name="caption_draft_once_per_person")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.webinar_id} {self.language}"


class Sentence(models.Model):
    """A sentence of the captions with its second, for finding; drawn from the captions whenever they are saved."""

    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="sentences")
    language = models.CharField(max_length=12)
    at = models.PositiveIntegerField()
    text = models.TextField()
    folded = models.TextField()  # as `finding.fold` writes it

    class Meta:
        ordering = ["webinar", "at", "pk"]
        indexes = [models.Index(fields=["webinar", "language"])]

    def __str__(self) -> str:
        return self.text


class Chapter(models.Model):
    webinar = ParentalKey(Webinar, on_delete=models.CASCADE, related_name="chapters")
    at_seconds = models.PositiveIntegerField(_("at second"), help_text=_("Seconds from the beginning. For example: 370 is 6 min 10 s."))
    title_uk = models.CharField(_("title in Ukrainian"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)

    panels = [FieldPanel("at_seconds"), FieldPanel("title_uk"), FieldPanel("title_en")]

    class Meta:
        ordering = ["at_seconds"]
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        constraints = [models.UniqueConstraint(fields=["webinar", "at_seconds"], name="chapter_once_at_a_second")]

    def __str__(self) -> str:
        return self.title_uk
