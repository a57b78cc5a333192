"""Questions of a recording, and what people answered: facts that are only added."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from courses.assessment.models import Question

from .records import Webinar


class QuestionMoment(models.Model):
    """The second at which a question pauses the recording. Without a moment a question belongs to the concluding test."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="webinar_moment")
    at_seconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["at_seconds", "pk"]

    def __str__(self) -> str:
        return f"{self.at_seconds}: {self.question_id}"


class QuestionVersion(models.Model):
    """A question as it was put from some day on: words in both languages, options in order, the key. Never changed."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="webinar_versions")
    number = models.PositiveIntegerField()
    asked = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="webinar_question_version_once")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.number}"


class QuizAttempt(models.Model):
    """A concluding test handed in; `sent` is the name its device gave it, so that what came twice counts once."""

    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="quiz_attempts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="quiz_attempts")
    sent = models.UUIDField(default=uuid.uuid4, editable=False)
    points = models.DecimalField(max_digits=8, decimal_places=2)
    out_of = models.DecimalField(max_digits=8, decimal_places=2)
    pass_mark = models.PositiveSmallIntegerField()  # as it was then
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "webinar", "sent"], name="quiz_attempt_taken_once"),
            models.CheckConstraint(condition=Q(points__gte=0) & Q(points__lte=F("out_of")), name="quiz_points_within_test"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.points}/{self.out_of}"

    @property
    def percent(self) -> int:
        """Rounded down, as of a course's test."""
        return int(self.points * 100 / self.out_of) if self.out_of else 0


class QuizAnswer(models.Model):
    """What somebody chose in one version of a question. A pausing question is answered once, a test's once an attempt."""

    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="quiz_answers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="quiz_answers")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="webinar_answers")
    attempt = models.ForeignKey(QuizAttempt, on_delete=models.PROTECT, null=True, related_name="answers")
    chosen = models.JSONField(default=list)
    points = models.DecimalField(max_digits=8, decimal_places=2)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "question"], condition=Q(attempt=None), name="pausing_question_answered_once"),
            models.UniqueConstraint(fields=["attempt", "question"], name="quiz_answered_once_an_attempt"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.question_id}"

    @property
    def right(self) -> bool:
        return self.points > Decimal(0)
