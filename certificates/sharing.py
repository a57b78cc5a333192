"""The holder shows a certificate to somebody by a link with an end, hidden or not, and takes it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history, links
from school.foundation.calendar import deadline
from school.foundation.refusing import Refusal

from .models import Certificate, Share

PURPOSE = "certificate_share"
MOST = 20  # links of one certificate that work at once
LONGEST_DAYS = 366


class ShareRefused(Refusal):
    """Why there is no new link, in words for the holder."""


@transaction.atomic
def share(*, certificate: Certificate, actor: Any, ends_on: date, note: str = "") -> tuple[Share, str]:
    """A new link, good to the end of that Kyiv day, and its address: it is told now and never again."""
    locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if locked.shares.working().count() >= MOST:
        raise ShareRefused("too_many", _("There are %(n)d links already. Withdraw one that is no longer needed.") % {"n": MOST})
    ends_at = deadline(ends_on)
    made = Share.objects.create(certificate=locked, note=note, created_at=timezone.now(), ends_at=ends_at)
    days = (ends_at - made.created_at).days + 1
    address = links.make_link(PURPOSE, data={"share": made.pk}, holder="", days=days)
    history.record(locked, "share", actor=actor, data={"share": made.pk, "ends_at": ends_at.isoformat()})
    return made, address


@transaction.atomic
def withdraw_share(*, share: Share, actor: Any) -> Share:
    found = Share.objects.select_for_update(of=("self",)).select_related("certificate").get(pk=share.pk)
    if found.withdrawn_at is None:
        found.withdrawn_at = timezone.now()
        found.save(update_fields=["withdrawn_at"])
        history.record(found.certificate, "withdraw_share", actor=actor, data={"share": found.pk})
    return found


def record_opening(share: Share) -> None:
    Share.objects.filter(pk=share.pk).update(opened=F("opened") + 1, opened_at=timezone.now())
