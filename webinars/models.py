"""A webinar: words on its pages, the recording and what binds people on its record, seconds watched as facts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms.pages.blocks import BodyBlock
from cms.pages.models import BasePage
from courses.learning.editing import rule_panel
from courses.learning.models import Instructor
from school.accounts.models import Project
from school.foundation.centre import words
from school.foundation.codes import CodeField

from .captions import BrokenCaptions, read_cues
from .editing import WebinarForm


def media_name(webinar: Webinar, filename: str) -> str:
    return f"webinars/{webinar.code}/{filename}"


class WebinarQuerySet(models.QuerySet):
    def in_force(self) -> WebinarQuerySet:
        return self.filter(retired_at=None)

    def upcoming(self, at: datetime | None = None) -> WebinarQuerySet:
        return self.in_force().filter(starts_at__gt=at or timezone.now()).order_by("starts_at")

    def recorded(self) -> WebinarQuerySet:
        return self.in_force().exclude(recording="")


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


class CaptionTrack(models.Model):
    webinar = ParentalKey(Webinar, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=12, choices=[("uk", _("Ukrainian")), ("en", _("English"))])
    label = models.CharField(_("name in the player"), max_length=60, blank=True, help_text=_("Leave empty: the name of the language."))
    text = models.TextField(_("captions"), help_text=_("The text of a WebVTT file. It begins with the line WEBVTT."))

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
            read_cues(self.text)
        except BrokenCaptions as problem:
            raise ValidationError({"text": str(problem)}) from problem


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


class WatchedSegment(models.Model):
    """A part really played, in whole seconds, `start` included and `end` not. Segments of a person never touch."""

    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="watched")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="watched")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="segment_has_length"),
            models.UniqueConstraint(fields=["webinar", "user", "start"], name="segment_starts_once"),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"


class Viewing(models.Model):
    """Where a person stopped, in seconds."""

    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="viewings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="viewings")
    position = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at"]
        constraints = [models.UniqueConstraint(fields=["webinar", "user"], name="viewed_once_per_webinar")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.webinar_id}"


class WebinarIndexPage(BasePage):
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["webinars.WebinarPage"]
    max_count_per_parent = 1
    template = "webinars/index_page.html"

    class Meta:
        verbose_name = _("list of webinars")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .presenting import programme

        context = super().get_context(request, *args, **kwargs)
        context.update(programme(self.locale.language_code))
        return context


class WebinarPage(BasePage):
    what_for = StreamField(
        [("point", blocks.CharBlock(max_length=250, label=_("What you will learn")))],
        blank=True,
        verbose_name=_("what it gives"),
        help_text=_("Begin with a verb. For example: choose the tool that suits the story."),
    )
    audience = models.TextField(_("whom it is for"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("materials and notes"))
    starts_at = models.DateTimeField(
        _("starts"), null=True, blank=True, help_text=_("When it is held live. Leave empty for a recording made earlier.")
    )
    length_minutes = models.PositiveIntegerField(_("length in minutes"), default=60, validators=[MinValueValidator(1)])
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("project"))

    base_form_class = WebinarForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("what_for"), FieldPanel("audience")], heading=_("What people read before watching")),
        InlinePanel("speakers", label=_("speaker"), heading=_("Speakers")),
        FieldPanel("body"),
        rule_panel(["starts_at", "length_minutes", "project"], _("Rules")),
    ]
    parent_page_types = ["webinars.WebinarIndexPage"]
    subpage_types: list[str] = []
    search_fields = [*BasePage.search_fields, index.SearchField("audience"), index.SearchField("body")]
    template = "webinars/webinar_page.html"

    class Meta:
        verbose_name = _("webinar")

    @property
    def is_source(self) -> bool:
        """Whether this is the language the webinar was created in: its page alone carries the rules."""
        record = Webinar.objects.filter(key=self.translation_key).first()
        return record is None or record.source_locale == self.locale.language_code

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .presenting import webinar_facts

        context = super().get_context(request, *args, **kwargs)
        context.update(webinar_facts(self))
        return context


class WebinarSpeaker(Orderable):
    page = ParentalKey(WebinarPage, on_delete=models.CASCADE, related_name="speakers")
    instructor = models.ForeignKey(Instructor, on_delete=models.CASCADE, related_name="+", verbose_name=_("speaker"))

    panels = [FieldPanel("instructor")]
