"""Who registers for a live webinar, who was there, what people ask ahead: facts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from courses.learning.models import Claim
from school.foundation.codes import CodeField

from ..announcing.states import QuestionState, RegistrationState
from .records import Webinar


class RegistrationQuerySet(models.QuerySet):
    def of(self, user: object) -> RegistrationQuerySet:
        return self.filter(user=user)

    def current(self) -> RegistrationQuerySet:
        return self.exclude(state=RegistrationState.WITHDRAWN)

    def registered(self) -> RegistrationQuerySet:
        return self.filter(state=RegistrationState.REGISTERED)

    def lock(self, pk: int) -> Any:
        """The webinar first, then the registration, read anew: whoever withdraws while it moves meets one of the two dates whole."""
        Webinar.objects.hold(self.values_list("webinar", flat=True).get(pk=pk))
        rows = self.select_for_update(of=("self",)).select_related("webinar__offer", "user__profile", "claim")
        return rows.get(pk=pk)


class Registration(models.Model):
    """A person wants to be there live. `told_…` is the date last told to them, so that a move says from where."""

    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="registrations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="webinar_registrations")
    code = CodeField()
    state = models.CharField(max_length=20, choices=RegistrationState)
    language = models.CharField(max_length=12, default="uk")
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, null=True, related_name="webinar_registration")
    registered_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)  # since when the place is theirs
    invitation = models.PositiveIntegerField(null=True)  # SEQUENCE of the last word to their calendar
    told_starts_at = models.DateTimeField()
    told_minutes = models.PositiveIntegerField()

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["registered_at", "pk"]
        verbose_name = _("registration for a webinar")
        verbose_name_plural = _("registrations for webinars")
        constraints = [
            models.UniqueConstraint(fields=["webinar", "user"], name="registered_once_per_webinar"),
            models.CheckConstraint(condition=Q(state="withdrawn") | Q(claim__isnull=False), name="registration_has_a_claim"),
            models.CheckConstraint(condition=~Q(state="registered") | Q(placed_at__isnull=False), name="registered_since_a_moment"),
        ]
        indexes = [models.Index(fields=["webinar", "state"])]

    def __str__(self) -> str:
        return f"{self.code} ({self.state})"


class LiveAttendance(models.Model):
    """Who clicked through to the live webinar, and when first."""

    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="live_attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="live_attendances")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["entered_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["webinar", "user"], name="present_live_once_per_webinar")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.webinar_id}"


class AudienceQuestionQuerySet(models.QuerySet):
    def with_votes(self) -> AudienceQuestionQuerySet:
        return self.annotate(votes_now=Count("votes", filter=Q(votes__withdrawn_at=None)))

    def shown(self) -> AudienceQuestionQuerySet:
        """Most wanted first; of equals the one asked earlier."""
        return self.filter(state=QuestionState.SHOWN).with_votes().order_by("-votes_now", "asked_at", "pk")


class AudienceQuestion(models.Model):
    """Sent before or while the webinar is held. Peers see a name only where the person lets it be seen."""

    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="audience_questions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="audience_questions")
    code = CodeField()
    text = models.TextField(_("question"), validators=[MaxLengthValidator(500)])
    shows_name = models.BooleanField(_("show my name beside the question"), default=False)
    state = models.CharField(max_length=20, choices=QuestionState, default=QuestionState.SHOWN)
    reason = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="doubles")
    answered_at_seconds = models.PositiveIntegerField(null=True)  # of the recording
    asked_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    objects = AudienceQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("question to a webinar")
        verbose_name_plural = _("questions to webinars")
        constraints = [
            models.CheckConstraint(condition=Q(state="merged", merged_into__isnull=False) | ~Q(state="merged") & Q(merged_into=None), name="merged_names_the_other"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="question_not_merged_into_itself"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["webinar", "state"])]

    def __str__(self) -> str:
        return self.code


class QuestionVote(models.Model):
    """«I want to know that too», once a person; taken back it stays as a fact and no longer counts."""

    question = models.ForeignKey(AudienceQuestion, on_delete=models.PROTECT, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="question_votes")
    voted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["question", "user"], name="one_vote_per_person_and_question")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.question_id}"
