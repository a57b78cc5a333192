"""Questions sent ahead: asked, voted up, joined, hidden, answered in the recording."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history
from school.foundation.refusing import Refusal

from ..models import AudienceQuestion, QuestionVote, Registration, Webinar
from .states import AnnouncedState, QuestionState

MOST = 5  # questions of one person to one webinar
LONGEST = 500


class CannotAsk(Refusal):
    """Why a question or a vote is not taken, in a sentence."""


def _takes_part(user: Any, webinar: Webinar) -> None:
    if webinar.announced in (AnnouncedState.OVER, AnnouncedState.CANCELLED, AnnouncedState.NONE):
        raise CannotAsk("over", _("Questions are taken until the webinar ends."))
    if not Registration.objects.of(user).current().filter(webinar=webinar).exists():
        raise CannotAsk("not_registered", _("Register first: those who registered ask and vote."))


def _clean(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise CannotAsk("empty", _("Write the question."))
    if len(said) > LONGEST:
        raise CannotAsk("long", _("At most %(n)d characters: ask one thing at a time.") % {"n": LONGEST})
    return said


def _held(question: AudienceQuestion) -> AudienceQuestion:
    return AudienceQuestion.objects.select_for_update(of=("self",)).select_related("webinar__offer").get(pk=question.pk)


@transaction.atomic
def ask_question(*, user: Any, webinar: Webinar, text: str, shows_name: bool = False) -> AudienceQuestion:
    """The same words sent twice are one question."""
    _takes_part(user, webinar)
    said = _clean(text)
    Registration.objects.select_for_update().get(webinar=webinar, user=user)  # one writer a person, or the limit would not hold
    own = AudienceQuestion.objects.filter(webinar=webinar, user=user)
    same = own.filter(text=said, state=QuestionState.SHOWN).first()
    if same is not None:
        return same
    if own.exclude(state=QuestionState.TAKEN_BACK).count() >= MOST or own.count() >= 3 * MOST:
        raise CannotAsk("many", _("You have sent %(n)d questions already. Choose the ones that matter and vote for others’.") % {"n": MOST})
    question = AudienceQuestion.objects.create(webinar=webinar, user=user, text=said, shows_name=shows_name, asked_at=timezone.now())
    history.record(question, "ask", actor=user)
    return question


def can_edit(question: AudienceQuestion) -> bool:
    """Till somebody has voted: they voted for those words."""
    return question.state == QuestionState.SHOWN and not question.votes.filter(withdrawn_at=None).exists()


@transaction.atomic
def edit_question(*, question: AudienceQuestion, actor: Any, text: str, shows_name: bool) -> AudienceQuestion:
    question = _held(question)
    if question.user_id != actor.pk:
        raise CannotAsk("not_yours", _("Only whoever asked may change the question."))
    _takes_part(actor, question.webinar)
    said = _clean(text)
    if not can_edit(question):
        raise CannotAsk("voted", _("Somebody has voted for these words: they stay. Take the question back and ask another one."))
    question.text, question.shows_name, question.edited_at = said, shows_name, timezone.now()
    question.save(update_fields=["text", "shows_name", "edited_at"])
    history.record(question, "edit", actor=actor)
    return question


@transaction.atomic
def take_back_question(*, question: AudienceQuestion, actor: Any) -> AudienceQuestion:
    question = _held(question)
    if question.user_id != actor.pk:
        raise CannotAsk("not_yours", _("Only whoever asked may take the question back."))
    return _change(question, QuestionState.SHOWN, QuestionState.TAKEN_BACK, "take_back", actor)


def _change(question: AudienceQuestion, before: QuestionState, after: QuestionState, verb: str, actor: Any, reason: str = "") -> AudienceQuestion:
    if question.state != before:
        return question
    question.state, question.reason = after, reason
    question.save(update_fields=["state", "reason"])
    history.record(question, verb, actor=actor, reason=reason)
    return question


@transaction.atomic
def vote(*, question: AudienceQuestion, user: Any, wanted: bool = True) -> AudienceQuestion:
    """One vote a person; not `wanted`, it is withdrawn. Twice is the same as once; nobody votes for themselves."""
    question = _held(question)
    _takes_part(user, question.webinar)
    if question.user_id == user.pk:
        raise CannotAsk("own", _("This question is yours: others vote for it."))
    if question.state != QuestionState.SHOWN:
        raise CannotAsk("gone", _("This question is no longer in the list."))
    row = QuestionVote.objects.filter(question=question, user=user).first()
    if row is None and wanted:
        row = QuestionVote.objects.create(question=question, user=user, voted_at=timezone.now())
        history.record(row, "vote", actor=user)
    elif row is not None and (row.withdrawn_at is None) != wanted:
        row.withdrawn_at = None if wanted else timezone.now()
        row.save(update_fields=["withdrawn_at"])
        history.record(row, "vote" if wanted else "withdraw_vote", actor=user)
    return question


@transaction.atomic
def merge_questions(*, question: AudienceQuestion, into: AudienceQuestion, actor: Any) -> AudienceQuestion:
    """The double leaves the list; whoever wanted it, its author too, counts once for the other."""
    rows = {row.pk: row for row in AudienceQuestion.objects.select_for_update().filter(pk__in=[question.pk, into.pk]).order_by("pk")}
    double, other = rows[question.pk], rows[into.pk]
    if double.pk == other.pk or double.webinar_id != other.webinar_id or other.state != QuestionState.SHOWN:
        raise CannotAsk("merge", _("Choose another question of this webinar that is in the list."))
    if double.state != QuestionState.SHOWN:
        return double
    wanted = {*double.votes.filter(withdrawn_at=None).values_list("user", flat=True), double.user_id} - {other.user_id}
    now = timezone.now()
    other.votes.filter(user__in=wanted).update(withdrawn_at=None)
    known = set(other.votes.values_list("user", flat=True))
    QuestionVote.objects.bulk_create(QuestionVote(question=other, user_id=pk, voted_at=now) for pk in sorted(wanted - known))
    double.state, double.merged_into = QuestionState.MERGED, other
    double.save(update_fields=["state", "merged_into"])
    history.record(double, "merge", actor=actor, data={"into": other.code, "votes": len(wanted)})
    return double


@transaction.atomic
def hide_question(*, question: AudienceQuestion, actor: Any, reason: str) -> AudienceQuestion:
    """Out of the list; its author reads why."""
    if not reason.strip():
        raise CannotAsk("reason", _("Say why: whoever asked reads the reason."))
    return _change(_held(question), QuestionState.SHOWN, QuestionState.HIDDEN, "hide", actor, reason.strip()[:300])


@transaction.atomic
def show_question(*, question: AudienceQuestion, actor: Any) -> AudienceQuestion:
    return _change(_held(question), QuestionState.HIDDEN, QuestionState.SHOWN, "show", actor)


@transaction.atomic
def answer_question(*, question: AudienceQuestion, at_seconds: int | None, actor: Any) -> AudienceQuestion:
    """At which second of the recording it is answered; None takes the mark off."""
    question = _held(question)
    length = question.webinar.duration_seconds
    if at_seconds is not None and (at_seconds < 0 or (length is not None and at_seconds >= length)):
        raise CannotAsk("outside", _("The recording has no such moment."))
    if question.answered_at_seconds != at_seconds:
        question.answered_at_seconds = at_seconds
        question.save(update_fields=["answered_at_seconds"])
        history.record(question, "answer", actor=actor, data={"seconds": at_seconds})
    return question
