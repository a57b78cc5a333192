"""People enrol on runs, never on courses. One door per change of state."""

from __future__ import annotations

import hmac
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history
from school.foundation.refusing import Refusal

from . import letters
from .enums import ClaimState, EnrolmentMode, EnrolmentState, Source
from .models import Course, CourseRun, Enrolment
from .seats import claim_place, release_place
from .signals import enrolment_activated, enrolment_withdrawn


class CannotEnrol(Refusal):
    """Why a person cannot enrol now, in a sentence for them; `code` for programs."""


def missing_prerequisites(user: Any, course: Course) -> list[Course]:
    finished = Enrolment.objects.of(user).exclude(completed_at=None).values("run__course")
    return list(course.prerequisites.exclude(pk__in=finished))


def enrol(*, user: Any, run: CourseRun, key: str = "", source: str = Source.SELF, actor: Any = None, language: str = "uk") -> Enrolment:
    """Enrol, queue or file a request, as the run says. Twice is the same as once."""
    existing = Enrolment.objects.filter(run=run, user=user).first()
    if existing and existing.state in (EnrolmentState.ACTIVE, EnrolmentState.WAITING):
        return existing
    _refuse_if_cancelled(run)
    if source == Source.INVITATION and run.ends_at is not None and run.ends_at <= timezone.now():
        raise CannotEnrol("closed", _("This run is over."))
    by_staff = source in (Source.LIST, Source.STAFF, Source.INVITATION)
    if not by_staff:
        if existing and existing.state == EnrolmentState.REQUESTED:
            return existing
        _refuse_unless_open(user, run, key, existing)
    try:
        with transaction.atomic():
            return _enter(user, run, source, actor or user, language, request_only=run.mode == EnrolmentMode.APPROVAL and not by_staff)
    except IntegrityError:  # the same person pressed twice: the first press made the row
        return Enrolment.objects.get(run=run, user=user)


def _refuse_if_cancelled(run: CourseRun) -> None:
    if run.cancelled_at is not None:
        raise CannotEnrol("cancelled", _("This run is cancelled: nobody can be enrolled on it."))


def _refuse_unless_open(user: Any, run: CourseRun, key: str, existing: Enrolment | None) -> None:
    if not run.enrols_now:
        raise CannotEnrol("closed", _("Enrolment on this run is not open now."))
    if existing and existing.state == EnrolmentState.DECLINED:
        raise CannotEnrol("declined", _("Your request for this run was declined. Write to the centre if something has changed."))
    if run.mode == EnrolmentMode.INVITATION:
        raise CannotEnrol("invitation", _("People enrol on this run by invitation. Open the link from the letter you received."))
    if run.mode == EnrolmentMode.KEY and not hmac.compare_digest(key.strip().casefold().encode(), run.enrolment_key.strip().casefold().encode()):
        raise CannotEnrol("key", _("This is not the key of this run. Check it with those who gave it to you."))
    if missing := missing_prerequisites(user, run.course):
        names = ", ".join(f"«{course.title}»" for course in missing)
        raise CannotEnrol("prerequisites", _("First finish: %(courses)s.") % {"courses": names})


def _enter(user: Any, run: CourseRun, source: str, actor: Any, language: str, *, request_only: bool) -> Enrolment:
    enrolment = Enrolment.objects.select_for_update().filter(run=run, user=user).first()
    if enrolment is None:
        enrolment = Enrolment(run=run, user=user, requested_at=timezone.now())
    elif enrolment.state in (EnrolmentState.ACTIVE, EnrolmentState.WAITING):
        return enrolment
    enrolment.source, enrolment.language, enrolment.reason = source, language, ""
    if request_only:
        enrolment.state = EnrolmentState.REQUESTED
        enrolment.save()
        event = history.record(enrolment, "request", actor=actor)
        letters.requested(enrolment, occasion=str(event.pk))
        return enrolment
    return _seat(enrolment, actor)


def _seat(enrolment: Enrolment, actor: Any) -> Enrolment:
    enrolment.claim = claim_place(offer=enrolment.run.offer)
    if enrolment.claim.state == ClaimState.GIVEN:
        return _activate(enrolment, actor)
    enrolment.state = EnrolmentState.WAITING
    enrolment.save()
    history.record(enrolment, "wait", actor=actor)
    letters.waiting(enrolment)
    return enrolment


def _activate(enrolment: Enrolment, actor: Any, *, promoted: bool = False) -> Enrolment:
    enrolment.state = EnrolmentState.ACTIVE
    enrolment.enrolled_at = enrolment.enrolled_at or timezone.now()
    enrolment.save()
    event = history.record(enrolment, "promote" if promoted else "enrol", actor=actor)
    letters.enrolled(enrolment, occasion=str(event.pk), promoted=promoted)
    enrolment_activated.send(Enrolment, enrolment=enrolment)
    return enrolment


@transaction.atomic
def approve_enrolment(*, enrolment: Enrolment, actor: Any) -> Enrolment:
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.state not in (EnrolmentState.REQUESTED, EnrolmentState.DECLINED):
        return enrolment
    _refuse_if_cancelled(enrolment.run)
    history.record(enrolment, "approve", actor=actor)
    return _seat(enrolment, actor)


@transaction.atomic
def decline_enrolment(*, enrolment: Enrolment, actor: Any, reason: str) -> Enrolment:
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.state not in (EnrolmentState.REQUESTED, EnrolmentState.WAITING):
        return enrolment
    enrolment.state, enrolment.reason = EnrolmentState.DECLINED, reason
    claim, enrolment.claim = enrolment.claim, None
    enrolment.save()
    if claim is not None:
        release_place(claim=claim)
    event = history.record(enrolment, "decline", actor=actor, reason=reason)
    letters.declined(enrolment, occasion=str(event.pk))
    return enrolment


@transaction.atomic
def withdraw(*, enrolment: Enrolment, actor: Any, reason: str = "") -> Enrolment:
    """Give the place back. What was learnt stays recorded; the next in the queue is let in."""
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.state in (EnrolmentState.WITHDRAWN, EnrolmentState.DECLINED):
        return enrolment
    enrolment.state, enrolment.reason = EnrolmentState.WITHDRAWN, reason
    claim, enrolment.claim = enrolment.claim, None
    enrolment.save()
    event = history.record(enrolment, "withdraw", actor=actor, reason=reason)
    if claim is not None:
        release_place(claim=claim)
    letters.withdrawn(enrolment, occasion=str(event.pk))
    enrolment_withdrawn.send(Enrolment, enrolment=enrolment)
    return enrolment


def promote_waiting(claim: Any) -> None:
    """Called when the queue gives a place: the person becomes a learner in the same transaction."""
    enrolment = Enrolment.objects.select_for_update().filter(claim=claim, state=EnrolmentState.WAITING).first()
    if enrolment is not None:
        enrolment.claim = claim
        _activate(enrolment, None, promoted=True)
