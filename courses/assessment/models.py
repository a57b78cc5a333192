"""Tests: questions are records with texts per language; an attempt freezes the paper it asks."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from cms.pages.models import BasePage
from courses.learning.enums import CompletionRule
from courses.learning.models import Enrolment, ScheduledActivity
from courses.learning.models.pages import ActivityPage
from school.foundation.codes import CodeField

from .editing import QuestionForm, TestForm, TestQuestionsPanel, test_rules
from .enums import AttemptState, QuestionKind
from .surveys.models import AnswerSheet, Survey, SurveyParticipation, SurveyQuestion, SurveyTemplate, TemplateQuestion

__all__ = [
    "Answer",
    "AnswerSheet",
    "Attempt",
    "Grade",
    "Option",
    "Question",
    "Survey",
    "SurveyParticipation",
    "SurveyQuestion",
    "SurveyTemplate",
    "TemplateQuestion",
    "TestPage",
]


class TestPage(ActivityPage):
    """A test as a step of a module. Its questions are records, the same in every language."""

    __test__ = False  # pytest: not a test case

    pass_mark = models.PositiveIntegerField(_("pass mark, per cent"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)])
    draw = models.PositiveIntegerField(
        _("questions to draw"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("Leave empty: every question is asked. For example: 8 of 12."),
    )  # fmt: skip
    attempts = models.PositiveIntegerField(
        _("attempts"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Leave empty: as many as needed.")
    )
    shuffle = models.BooleanField(_("shuffle questions and answers"), default=True)

    kind = "test"
    base_form_class = TestForm
    content_panels = [
        *BasePage.content_panels,
        TestQuestionsPanel(heading=_("Questions")),
        test_rules(
            [
                FieldPanel("pass_mark", help_text=_("The share of points that is enough to pass. For example: 70.")),
                "draw",
                "attempts",
                FieldPanel("shuffle", help_text=_("Everyone then has an order of their own.")),
                FieldPanel("minutes", help_text=_("People see it before they begin. For example: 20.")),
                FieldPanel("required", help_text=_("Clear the mark for a test to check oneself: the certificate does not wait for it.")),
            ],
            _("Rules"),
        ),
    ]
    template = "assessment/test_page.html"

    class Meta:
        verbose_name = _("test")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.completion = CompletionRule.PASSED
        super().full_clean(*args, **kwargs)


class QuestionQuerySet(models.QuerySet):
    def in_force(self) -> QuestionQuerySet:
        return self.filter(retired_at=None)

    def of_test(self, key: uuid.UUID) -> QuestionQuerySet:
        return self.in_force().filter(test_key=key).order_by("position", "pk")


class Question(ClusterableModel):
    """A question of one test (`test_key` is the test page's translation key), its texts edited together."""

    test_key = models.UUIDField(editable=False)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = CodeField()
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind, default=QuestionKind.SINGLE)
    points = models.PositiveIntegerField(_("points"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)])
    text_uk = models.TextField(_("question in Ukrainian"))
    text_en = models.TextField(_("question in English"), blank=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    base_form_class = QuestionForm
    panels = [
        MultiFieldPanel([FieldPanel("text_uk"), FieldPanel("text_en")], heading=_("Question")),
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("points", help_text=_("A harder question may give more. For example: 2."))], heading=_("How it counts")
        ),
        InlinePanel("options", label=_("answer"), heading=_("Answers"), min_num=2, max_num=12),
    ]

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.text_uk[:80]

    def text(self, language: str) -> str:
        return self.text_en if language == "en" and self.text_en else self.text_uk


class Option(Orderable):
    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text_uk = models.CharField(_("answer in Ukrainian"), max_length=400)
    text_en = models.CharField(_("answer in English"), max_length=400, blank=True)
    right = models.BooleanField(_("right"), default=False)
    feedback_uk = models.CharField(_("what to say to it, in Ukrainian"), max_length=600, blank=True)
    feedback_en = models.CharField(_("what to say to it, in English"), max_length=600, blank=True)

    panels = [
        FieldPanel("text_uk"),
        FieldPanel("text_en"),
        FieldPanel("right"),
        FieldPanel("feedback_uk", help_text=_("People read it after the test. For example: the law gives five working days.")),
        FieldPanel("feedback_en"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("answer")

    def text(self, language: str) -> str:
        return self.text_en if language == "en" and self.text_en else self.text_uk

    def feedback(self, language: str) -> str:
        return self.feedback_en if language == "en" and self.feedback_en else self.feedback_uk


class AttemptQuerySet(models.QuerySet):
    def submitted(self) -> AttemptQuerySet:
        return self.filter(state=AttemptState.SUBMITTED)


class Attempt(models.Model):
    """`paper` freezes what was asked: wording, options by UUID, key, points, pass mark, locale, versions."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    activity = models.ForeignKey(ScheduledActivity, on_delete=models.PROTECT, related_name="attempts")
    code = CodeField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=AttemptState, default=AttemptState.OPEN)
    paper = models.JSONField()
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity", "number"], name="attempt_numbered_once"),
            models.UniqueConstraint(fields=["enrolment", "activity"], condition=Q(state="open"), name="one_open_attempt"),
        ]

    def __str__(self) -> str:
        return f"{self.code} №{self.number}"

    @property
    def grade(self) -> Grade | None:
        return self.grades.order_by("-pk").first()


class Answer(models.Model):
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="answers")
    question = models.UUIDField()
    chosen = models.JSONField(default=list)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.question}"


class Grade(models.Model):
    """Appended, never changed; the last one counts."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="grades")
    points = models.DecimalField(max_digits=8, decimal_places=2)
    out_of = models.DecimalField(max_digits=8, decimal_places=2)
    passed = models.BooleanField()
    graded_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(points__gte=0) & Q(points__lte=models.F("out_of")), name="points_within_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.points}/{self.out_of}"

    @property
    def percent(self) -> int:
        """Rounded down: 69.9 per cent is not 70."""
        return int(self.points * 100 / self.out_of) if self.out_of else 0
