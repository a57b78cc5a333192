"""A reader's question to the centre. What the reader wrote, and what of it is shown, are separate words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.foundation.centre import words
from school.foundation.codes import CodeField

from .topics import Topic


class QuestionState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("address not confirmed")
    NEW = "new", _("new")
    ANSWERED = "answered", _("answered")
    PUBLISHED = "published", _("published")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("never confirmed")


WITH_EDITORS = (QuestionState.NEW, QuestionState.ANSWERED, QuestionState.PUBLISHED, QuestionState.DECLINED)


class ReaderQuestionQuerySet(models.QuerySet["ReaderQuestion"]):
    def in_queue(self) -> ReaderQuestionQuerySet:
        """What editors see: a question whose address nobody has confirmed is nobody's yet."""
        return self.filter(state__in=WITH_EDITORS)

    def published(self) -> ReaderQuestionQuerySet:
        return self.filter(state=QuestionState.PUBLISHED)

    def of(self, user: Any) -> ReaderQuestionQuerySet:
        """Asked by the person, signed in or confirmed by a letter to the same address."""
        return self.filter(Q(user=user) | Q(email__iexact=user.email) & ~Q(email=""))


class ReaderQuestion(models.Model):
    code = CodeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="questions", verbose_name=_("topic"))
    text = models.TextField(_("question"), max_length=3000, blank=True)
    language = models.CharField(max_length=2)
    may_publish = models.BooleanField(_("may be published"), default=False)
    sum = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)  # of address and words: sent twice it is one question
    state = models.CharField(_("state"), max_length=12, choices=QuestionState, default=QuestionState.UNCONFIRMED)
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=8000, blank=True)  # as it was sent
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    slug = models.SlugField(unique=True, null=True, blank=True, max_length=80)  # made at the first publication, and stays
    title_uk = models.CharField(_("question in one line, Ukrainian"), max_length=200, blank=True)
    title_en = models.CharField(_("question in one line, English"), max_length=200, blank=True)
    asked_uk = models.TextField(_("question as it is shown, Ukrainian"), max_length=3000, blank=True)
    asked_en = models.TextField(_("question as it is shown, English"), max_length=3000, blank=True)
    answer_uk = models.TextField(_("answer as it is shown, Ukrainian"), max_length=8000, blank=True)
    answer_en = models.TextField(_("answer as it is shown, English"), max_length=8000, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = ReaderQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("reader's question")
        verbose_name_plural = _("readers' questions")
        constraints = [
            models.CheckConstraint(condition=~Q(state="published") | Q(may_publish=True, slug__isnull=False), name="published_by_consent"),
        ]

    def __str__(self) -> str:
        return self.title_uk or self.title_en or self.text[:80] or self.code

    @property
    def title(self) -> str:
        return words(self, "title")
