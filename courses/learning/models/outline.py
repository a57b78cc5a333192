"""Records behind the outline's pages. A record's `key` is its page's `translation_key`."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.library.models import Topic
from school.foundation.codes import CodeField

from ..enums import CompletionRule, Level


class OutlineQuerySet(models.QuerySet):
    def in_force(self) -> OutlineQuerySet:
        return self.filter(retired_at=None)


class Course(models.Model):
    key = models.UUIDField(unique=True, editable=False)
    code = CodeField()
    source_locale = models.CharField(_("source language"), max_length=12)
    title = models.CharField(_("title"), max_length=255)
    hours = models.DecimalField(_("academic hours"), max_digits=6, decimal_places=1)
    level = models.CharField(_("level"), max_length=20, choices=Level, default=Level.BASIC)
    cloth = models.CharField(_("cloth of the cover"), max_length=20, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="courses", verbose_name=_("topics"))
    prerequisites = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="opens", verbose_name=_("prerequisites"))
    problems = models.JSONField(default=list, blank=True)
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [models.CheckConstraint(condition=Q(hours__gt=0), name="course_has_hours")]

    def __str__(self) -> str:
        return self.title


class Module(models.Model):
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="modules")
    key = models.UUIDField(unique=True, editable=False)
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(_("title"), max_length=255)
    release_after_days = models.PositiveIntegerField(null=True)
    retired_at = models.DateTimeField(null=True)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Activity(models.Model):
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="activities")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="activities")
    key = models.UUIDField(unique=True, editable=False)
    code = CodeField()
    kind = models.CharField(max_length=30)
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(_("title"), max_length=255)
    minutes = models.PositiveIntegerField(default=10)
    required = models.BooleanField(default=True)
    completion = models.CharField(max_length=20, choices=CompletionRule, default=CompletionRule.MARKED)
    min_seconds = models.PositiveIntegerField(default=0)
    rules = models.JSONField(default=dict, blank=True)
    retired_at = models.DateTimeField(null=True)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Words(models.Model):
    """The last published words of an outline page in one language.

    Kept with the records, so that a lesson unpublished meanwhile stays readable in the runs that contain it.
    """

    key = models.UUIDField()
    locale = models.CharField(max_length=12)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    body = models.JSONField(default=list)
    url = models.CharField(max_length=500, blank=True)
    live = models.BooleanField(default=True)
    published_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="words_once_per_language")]

    def __str__(self) -> str:
        return f"{self.title} ({self.locale})"
