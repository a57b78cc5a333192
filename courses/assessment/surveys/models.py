"""A form that coordinators edit, and a survey: its words and questions frozen when it opened.

Of a secret survey nothing joins a sheet to a person: neither a key nor a time (school/foundation/secrecy.py).
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from school.foundation.codes import CodeField

from . import asking
from .editing import SurveyTemplateForm


class SurveyTemplate(ClusterableModel):
    title_uk = models.CharField(
        _("title in Ukrainian"), max_length=200, help_text=_("People read it above the questions. For example: Яким був цей день?")
    )
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    intro_uk = models.TextField(
        _("what it is for, in Ukrainian"), blank=True, help_text=_("One or two sentences: who reads the answers and what changes because of them.")
    )
    intro_en = models.TextField(_("what it is for, in English"), blank=True)
    secret = models.BooleanField(
        _("secret"), default=True,
        help_text=_("Nobody learns who said what; results are shown when it is closed, if at least five people answered. Otherwise answers bear names."),
    )  # fmt: skip
    default = models.BooleanField(
        _("used when no other form is chosen"), default=False, help_text=_("For example after each internship day. There is one such form.")
    )

    base_form_class = SurveyTemplateForm

    class Meta:
        ordering = ["-default", "title_uk"]
        verbose_name = _("feedback form")
        verbose_name_plural = _("feedback forms")
        constraints = [
            models.UniqueConstraint(
                fields=["default"],
                condition=Q(default=True),
                name="one_default_survey_template",
                violation_error_message=_("Another form has this mark. Take it away there first."),
            )
        ]

    def __str__(self) -> str:
        return self.title_uk


class QuestionWords(models.Model):
    """What a question says, on the form and in a survey."""

    kind = models.CharField(_("kind"), max_length=20, choices=asking.choices, default=asking.Scale.name)
    text_uk = models.CharField(_("question in Ukrainian"), max_length=400)
    text_en = models.CharField(_("question in English"), max_length=400, blank=True)
    required = models.BooleanField(_("an answer is needed"), default=True)
    low_uk = models.CharField(_("what 1 means, in Ukrainian"), max_length=80, blank=True, help_text=_("Of a scale. For example: зовсім ні."))
    low_en = models.CharField(_("what 1 means, in English"), max_length=80, blank=True)
    high_uk = models.CharField(_("what 5 means, in Ukrainian"), max_length=80, blank=True, help_text=_("Of a scale. For example: цілком так."))
    high_en = models.CharField(_("what 5 means, in English"), max_length=80, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text_uk[:80]


class TemplateQuestion(QuestionWords, Orderable):
    """`uuid` goes into every survey made of the form: answers to one question can be compared later."""

    template = ParentalKey(SurveyTemplate, on_delete=models.CASCADE, related_name="questions")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    options_uk = models.TextField(_("answers in Ukrainian"), blank=True, help_text=_("For «one» and «several». One to a line."))
    options_en = models.TextField(_("answers in English"), blank=True, help_text=_("The same answers in the same order."))

    class Meta(Orderable.Meta):
        verbose_name = _("question")

    @property
    def options(self) -> list[dict[str, str]]:
        """The same words have the same key in every survey."""
        uk, en = _lines(self.options_uk), _lines(self.options_en)
        return [{"key": uuid.uuid5(self.uuid, text).hex, "uk": text, "en": en[n] if n < len(en) else ""} for n, text in enumerate(uk)]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class SurveyQuerySet(models.QuerySet):
    def about(self, kind: str, key: str) -> SurveyQuerySet:
        return self.filter(about_kind=kind, about_key=key)

    def taking_answers(self, at: datetime | None = None) -> SurveyQuerySet:
        now = at or timezone.now()
        return self.filter(closed_at=None, opens_at__lte=now, closes_at__gt=now)

    def due_to_close(self, at: datetime | None = None) -> SurveyQuerySet:
        return self.filter(closed_at=None, closes_at__lte=at or timezone.now())


class Survey(models.Model):
    """`about_kind` and `about_key` name what it is about (subjects.py); `occasion` tells surveys about one thing apart."""

    code = CodeField()
    about_kind = models.CharField(max_length=30)
    about_key = models.CharField(max_length=60)
    occasion = models.CharField(max_length=30)
    title_uk = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    intro_uk = models.TextField(blank=True)
    intro_en = models.TextField(blank=True)
    secret = models.BooleanField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["about_kind", "about_key", "occasion"], name="one_survey_an_occasion"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="survey_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title_uk}"

    @property
    def closed(self) -> bool:
        return self.closed_at is not None

    @property
    def begun(self) -> bool:
        return self.opens_at <= timezone.now()

    @property
    def takes_answers(self) -> bool:
        return self.closed_at is None and self.opens_at <= timezone.now() < self.closes_at


class SurveyQuestion(QuestionWords):
    """`options`: dicts of key, uk, en."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="questions")
    uuid = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    options = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "uuid"], name="survey_asks_a_question_once"),
            models.UniqueConstraint(fields=["survey", "position"], name="survey_questions_in_order"),
        ]

    @property
    def field_name(self) -> str:
        return f"q_{self.uuid.hex}"


class SurveyParticipation(models.Model):
    """Who took part. No time, and a key that tells no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="participations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="survey_participations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "user"], name="person_answers_a_survey_once")]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.user_id}"


class AnswerSheet(models.Model):
    """What was said: `answers` by the question's uuid. Only a named survey keeps whose it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="sheets")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="answer_sheets")
    answers = models.JSONField()

    def __str__(self) -> str:
        return str(self.id)

    def said_to(self, question: SurveyQuestion) -> Any:
        return self.answers.get(question.uuid.hex)
