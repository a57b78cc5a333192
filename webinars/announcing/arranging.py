"""What publishing a page means for those who register: places, a moved date; and cancelling."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.learning.models import Offer
from courses.learning.seats import set_capacity
from school.foundation import history, jobs
from school.foundation.jobs import Job

from ..models import Registration, Webinar, WebinarPage
from . import letters
from .registering import CannotRegister

MOVED, CANCELLED = "webinars.tell_of_move", "webinars.tell_of_cancelling"


def take_rules(record: Webinar, page: WebinarPage) -> bool:
    """Copy date, length and registration from the page; True when people have to be told of another time.

    A promise is not taken back by emptying a field: with people registered a date stays till another is given.
    """
    awaited = record.pk is not None and record.registrations.current().exists()
    starts = page.starts_at or (record.starts_at if awaited else None)
    moved = (starts, page.length_minutes) != (record.starts_at, record.length_minutes)
    record.starts_at, record.length_minutes = starts, page.length_minutes
    record.registers = page.registers
    record.opens_at, record.closes_at = page.registration_opens_at, page.registration_closes_at
    record.live_link, record.link_minutes = page.live_link, page.link_minutes
    if not moved or record.cancelled_at or starts is None or not awaited:
        return False
    record.sequence += 1
    return record.ends_at is not None and record.ends_at > timezone.now()


def arrange_places(record: Webinar, page: WebinarPage) -> None:
    """Fewer places than are taken come down as they are given back; more let people in at once. Who is registered stays so."""
    if record.offer is None:
        if not page.registers:
            return
        record.offer = Offer.objects.create(capacity=page.capacity, promote_until=record.ends_at)
        record.save(update_fields=["offer"])
        return
    Offer.objects.filter(pk=record.offer_id).update(promote_until=record.ends_at)
    if record.offer.wanted != page.capacity:
        set_capacity(offer=record.offer, capacity=page.capacity, gently=True)


def tell_of_move(record: Webinar, *, actor: Any = None) -> None:
    jobs.enqueue(MOVED, key=f"{record.code}:{record.sequence}", args={"webinar": record.pk, "sequence": record.sequence}, actor=actor)


def write_of_move(job: Job) -> None:
    """One letter each, from the date the person knows; moved once more meanwhile, the next job tells the rest."""
    for pk in Registration.objects.filter(webinar=job.args["webinar"]).current().order_by("pk").values_list("pk", flat=True):
        if not _told_of_move(pk, job.args["sequence"]):
            return


@transaction.atomic
def _told_of_move(pk: int, sequence: int) -> bool:
    registration = Registration.objects.lock(pk)
    webinar = registration.webinar
    if webinar.sequence != sequence or webinar.cancelled_at or webinar.starts_at is None:
        return False
    told = (registration.told_starts_at, registration.told_minutes)
    if told != (webinar.starts_at, webinar.length_minutes) and registration.claim_id is not None:
        letters.moved(registration)
        values = {"told_starts_at": webinar.starts_at, "told_minutes": webinar.length_minutes}
        Registration.objects.filter(pk=pk).update(**values)
    return True


@transaction.atomic
def cancel_webinar(*, webinar: Webinar, actor: Any, reason: str) -> Webinar:
    """It will not be held: everybody registered or waiting is told why, and it leaves their calendars."""
    if not reason.strip():
        raise CannotRegister("reason", _("Say why: people read the reason in a letter."))
    webinar = Webinar.objects.hold(webinar.pk)
    if webinar.cancelled_at is not None:
        return webinar
    if webinar.ends_at is None or webinar.ends_at <= timezone.now():
        raise CannotRegister("over", _("This webinar has been held: there is nothing to cancel."))
    webinar.cancelled_at, webinar.cancelled_why = timezone.now(), reason.strip()
    webinar.save(update_fields=["cancelled_at", "cancelled_why"])
    history.record(webinar, "cancel", actor=actor, reason=webinar.cancelled_why)
    jobs.enqueue(CANCELLED, key=webinar.code, args={"webinar": webinar.pk}, actor=actor)
    return webinar


def write_of_cancelling(job: Job) -> None:
    for pk in Registration.objects.filter(webinar=job.args["webinar"]).current().order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            registration = Registration.objects.lock(pk)
            if registration.claim_id is not None:
                letters.cancelled(registration)
