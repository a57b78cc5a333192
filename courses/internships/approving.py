"""The superior's word: asked by a signed link, reminded of once, given once."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history
from school.foundation.calendar import deadline, kyiv_day
from school.foundation.links import forget_links, make_link
from school.foundation.refusing import Refusal

from . import choice_letters as letters
from .enums import ApplicationState, ApprovalState, DayState
from .models import Application, Approval, InternshipDay

PURPOSE = "superior_approval"
MOST_ASKED = 5  # letters to strangers that one application may cause


class CannotApply(Refusal):
    """Why a person cannot apply or ask now, in a sentence for them; `code` for programs."""


class CannotApprove(CannotApply):
    """Why a superior's answer changes nothing any more."""


@transaction.atomic
def ask_superior(*, application: Application, name: str, email: str, actor: Any) -> Approval:
    """Write to a superior. A newer request replaces the one before it, so only one link stands."""
    application = Application.objects.lock(application.pk)
    _refuse_asking(application, email)
    application.approvals.filter(state=ApprovalState.ASKED).update(state=ApprovalState.REPLACED)
    approval = application.approvals.create(
        name=" ".join(name.split()), email=email.strip().lower(), asked_at=timezone.now(), expires_at=expiry(application.day)
    )
    history.record(application, "ask_superior", actor=actor, data={"approval": approval.code})
    letters.superior_asked(approval, url=_link(approval), reminder=False)
    return approval


def expiry(day: InternshipDay) -> datetime:
    """Whole Kyiv days from today, but not beyond the start."""
    return min(deadline(kyiv_day(timezone.now()) + timedelta(days=day.approval_days)), day.starts_at)


def _refuse_asking(application: Application, email: str) -> None:
    if not can_ask(application):
        raise CannotApply("over", _("The superior’s approval is not needed any more."))
    if email.strip().lower() == application.user.email.lower():
        raise CannotApply("own_address", _("This is your own address. Somebody else has to approve."))
    if application.approvals.count() >= MOST_ASKED:
        raise CannotApply("too_many", _("You have asked several times already. Write to the centre, and the coordinator will decide."))


def can_ask(application: Application) -> bool:
    """While the application is undecided or waits, and nobody has approved it."""
    if not application.day.needs_approval or application.state not in (ApplicationState.APPLIED, ApplicationState.WAITING):
        return False
    approval = application.approval
    return _is_ahead(application.day) and (approval is None or approval.state != ApprovalState.APPROVED)


def _is_ahead(day: InternshipDay) -> bool:
    return day.state not in (DayState.CANCELLED, DayState.UNDERWAY, DayState.PAST)


def _link(approval: Approval) -> str:
    days = math.ceil((approval.expires_at - timezone.now()) / timedelta(days=1))
    return make_link(PURPOSE, data={"approval": approval.code}, holder=approval.email, days=max(days, 1))


def obstacle(approval: Approval) -> CannotApprove | None:
    """Why the answer is no longer needed, in words for the superior; None while it is."""
    application = approval.application
    if approval.state in (ApprovalState.APPROVED, ApprovalState.DECLINED):
        return CannotApprove("answered", _("You have answered already. What was decided then stands."))
    if approval.state == ApprovalState.REPLACED:
        return CannotApprove("replaced", _("A newer request was sent instead of this one: open the link from the last letter."))
    if application.day.cancelled_at is not None:
        return CannotApprove("cancelled", _("This day is cancelled: nothing has to be approved."))
    if application.state in (ApplicationState.WITHDRAWN, ApplicationState.DECLINED):
        return CannotApprove("gone", _("This application is no longer considered: nothing has to be approved."))
    if not _is_ahead(application.day):
        return CannotApprove("past", _("The day has begun or is over: approval changes nothing any more."))
    if approval.stands is ApprovalState.EXPIRED:
        return CannotApprove("expired", _("The time to answer is over. The applicant can send a new link."))
    return None


@transaction.atomic
def approve_as_superior(*, approval: Approval, holder: str) -> Approval:
    """The superior lets the person go. No place is given by it: the coordinator decides."""
    return _answer(approval, ApprovalState.APPROVED, holder, "")


@transaction.atomic
def decline_as_superior(*, approval: Approval, holder: str, reason: str) -> Approval:
    """The superior does not let the person go, and says why; the application stays with the coordinator."""
    if not reason.strip():
        raise CannotApprove("reason", _("Say why: the applicant reads the reason."))
    return _answer(approval, ApprovalState.DECLINED, holder, reason.strip())


def _answer(approval: Approval, state: ApprovalState, holder: str, reason: str) -> Approval:
    application = Application.objects.lock(approval.application_id)
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    approval.application = application
    if (refused := obstacle(approval)) is not None:
        raise refused
    approval.state, approval.reason, approval.answered_at = state, reason, timezone.now()
    approval.save(update_fields=["state", "reason", "answered_at"])
    verb = "approve_as_superior" if state == ApprovalState.APPROVED else "decline_as_superior"
    history.record(application, verb, holder=holder, reason=reason, data={"approval": approval.code})
    letters.superior_answered(approval)
    return approval


def remind_superiors() -> int:
    """One letter more after half of the time, with a link of its own; both work until one is answered."""
    waiting = Approval.objects.filter(state=ApprovalState.ASKED, reminded_at=None, expires_at__gt=timezone.now())
    return sum(_remind(approval) for approval in waiting.select_related("application"))


@transaction.atomic
def _remind(approval: Approval) -> bool:
    application = Application.objects.lock(approval.application_id)
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    approval.application = application
    half = approval.asked_at + (approval.expires_at - approval.asked_at) / 2
    if approval.reminded_at is not None or timezone.now() < half or obstacle(approval) is not None:
        return False
    approval.reminded_at = timezone.now()
    approval.save(update_fields=["reminded_at"])
    history.record(application, "remind_superior", data={"approval": approval.code})
    letters.superior_asked(approval, url=_link(approval), reminder=True)
    return True


def forget_superiors(applications: QuerySet[Application]) -> None:
    """Who was asked and what they wrote goes with the words of the application; what was answered and when stays."""
    asked = Approval.objects.filter(application__in=applications)
    forget_links(PURPOSE, "approval", list(asked.values_list("code", flat=True)))
    history.forget_holders(Application, list(asked.values_list("application", flat=True)))
    asked.filter(state=ApprovalState.ASKED).update(state=ApprovalState.REPLACED)
    asked.update(name="", email="", reason="")
