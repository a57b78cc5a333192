"""Who cites what, and what must be looked at since it changed. Pages are named by key and language, acts and articles by key."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..acts.enums import ChangeKind
from .editions import Act, Article, Edition


class Citation(models.Model):
    """A live page's word about an act, or about an article of it. Publishing the page writes them anew."""

    page_key = models.UUIDField()
    language = models.CharField(max_length=12)
    act_key = models.UUIDField()
    article_key = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["act_key"]), models.Index(fields=["page_key", "language"])]
        constraints = [
            models.UniqueConstraint(fields=["page_key", "language", "act_key", "article_key"], name="citation_once"),
            models.UniqueConstraint(
                fields=["page_key", "language", "act_key"], condition=Q(article_key=None), name="citation_of_an_act_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.page_key} → {self.act_key}"


class Change(models.Model):
    """An act became another: a new edition with the articles it touched, or it lapsed."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=20, choices=ChangeKind)
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, null=True, related_name="change")
    articles = models.ManyToManyField(Article, related_name="changes")
    since = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.act}: {self.kind}"


class ReviewQuerySet(models.QuerySet):
    def open(self) -> ReviewQuerySet:
        return self.filter(cleared_at=None)


class Review(models.Model):
    """A page that cites what changed: to look at, until somebody responsible has."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="reviews")
    page_key = models.UUIDField()
    language = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    word = models.CharField(_("what was found"), max_length=500, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["page_key", "language"])]
        constraints = [models.UniqueConstraint(fields=["change", "page_key", "language"], name="review_once_a_page")]

    def __str__(self) -> str:
        return f"{self.page_key} ({self.language})"
