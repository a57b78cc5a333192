"""What an act says, edition by edition. `Act` is the record behind its page: its key is the page's translation key."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..acts.enums import CITED, ActKind, ActStatus, Body, Level
from .topics import Topic


class Act(models.Model):
    key = models.UUIDField(unique=True, editable=False)
    source_locale = models.CharField(_("source language"), max_length=12)
    title = models.CharField(_("title"), max_length=500)
    kind = models.CharField(_("kind"), max_length=20, choices=ActKind)
    number = models.CharField(_("number"), max_length=40)
    body = models.CharField(_("adopted by"), max_length=20, choices=Body)
    adopted_on = models.DateField(_("adopted"))
    in_force_from = models.DateField(null=True)
    in_force_to = models.DateField(null=True)
    status = models.CharField(max_length=20, choices=ActStatus)
    checked_on = models.DateField()
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")
    topics = models.ManyToManyField(Topic, blank=True, related_name="acts")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-adopted_on", "number"]
        verbose_name = _("act")
        verbose_name_plural = _("acts")

    def __str__(self) -> str:
        return f"{self.title}, № {self.number}"

    @property
    def lapsed(self) -> bool:
        return self.status == ActStatus.LAPSED


class Article(models.Model):
    """What is cited: an article, a point or an annex of an act, whatever its words are in this or that edition."""

    key = models.UUIDField(unique=True, editable=False)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="articles")
    level = models.CharField(max_length=10, choices=[(level.value, level.label) for level in CITED])
    number = models.CharField(_("number"), max_length=20)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["act", "level", "number"], name="article_once_in_an_act")]

    def __str__(self) -> str:
        return f"{self.name}, № {self.act.number}"

    @property
    def anchor(self) -> str:
        return anchor_of(self.level, self.number)

    @property
    def name(self) -> str:
        return name_of(self.level, self.number)


ANCHORS = {Level.ARTICLE: "st", Level.POINT: "p", Level.ANNEX: "dodatok"}
NAMES = {Level.ARTICLE: _("article %(n)s"), Level.POINT: _("point %(n)s"), Level.ANNEX: _("annex %(n)s")}


def anchor_of(level: str, number: str) -> str:
    """`st-10-1`: the same in every edition and language."""
    return f"{ANCHORS[Level(level)]}-{number}" if number else ANCHORS[Level(level)]


def name_of(level: str, number: str) -> str:
    return str(NAMES[Level(level)] % {"n": number}).strip()


class EditionQuerySet(models.QuerySet):
    def begun(self) -> EditionQuerySet:
        """In force today or before; whose date nobody has seen counts as begun."""
        return self.filter(Q(dated=None) | Q(dated__lte=timezone.localdate()))


class Edition(models.Model):
    """The words of an act from a date on. Once taken it is not changed: what is wrong is put right by another edition."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    dated = models.DateField(_("in force from"), null=True)
    title = models.CharField(_("title in this edition"), max_length=500)
    note_uk = models.CharField(_("what changed"), max_length=500, blank=True)
    note_en = models.CharField(_("what changed, in English"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=300)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["act", "number"]
        constraints = [models.UniqueConstraint(fields=["act", "number"], name="edition_number_once_in_an_act")]

    def __str__(self) -> str:
        return f"№ {self.act.number}, {self.number}"

    @property
    def note(self) -> str:
        return said_in(self, "note")


class Passage(models.Model):
    """A heading, or an article in the words of one edition. `text` is the act's own; a gist is ours and is shown as ours."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    level = models.CharField(max_length=10, choices=Level)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, related_name="passages")
    number = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=700, blank=True)
    text = models.TextField(blank=True)
    gist_uk = models.TextField(blank=True)
    gist_en = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="passage_position_once"),
            models.UniqueConstraint(fields=["edition", "article"], name="article_once_in_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.number}"

    @property
    def gist(self) -> str:
        return said_in(self, "gist")

    @property
    def anchor(self) -> str:
        return anchor_of(self.level, self.number)

    @property
    def name(self) -> str:
        return name_of(self.level, self.number)

    @property
    def paragraphs(self) -> list[str]:
        return [line for line in self.text.split("\n") if line.strip()]


class EditionDraft(models.Model):
    """An edition that a person is still putting right: no reader sees it."""

    act = models.OneToOneField(Act, on_delete=models.CASCADE, related_name="draft")
    text = models.TextField(_("text"))
    dated = models.DateField(_("in force from"), null=True, blank=True)
    title = models.CharField(_("title in this edition"), max_length=500, blank=True)
    note_uk = models.CharField(_("what changed"), max_length=500, blank=True)
    note_en = models.CharField(_("what changed, in English"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.act)


def said_in(row: Any, name: str) -> str:
    """The reader's language, else the other one."""
    uk, en = getattr(row, f"{name}_uk"), getattr(row, f"{name}_en")
    return (en or uk) if get_language() == "en" else (uk or en)
