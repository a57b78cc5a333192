"""Rows of the coordinator's board, made in one go: fifty at a time, and the page stays light."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from school.foundation.calendar import KYIV, day_words

from .enums import ApplicationState, ApprovalState
from .models import Application, InternshipDay

GONE = (ApplicationState.DECLINED, ApplicationState.WITHDRAWN)
SHOWN = 40  # words of the reason


def board_rows(day: InternshipDay, applications: Iterable[Application]) -> list[dict[str, Any]]:
    """`applications` come with `user__profile`, and with `approvals` when the day asks for them."""
    asks, said = day.needs_approval, {}
    rows = []
    address = reverse("internships:teach_application", args=["0" * 10])
    for row in applications:
        applied = row.applied_at.astimezone(KYIV).date()
        if applied not in said:
            said[applied] = day_words(applied)
        rows.append(
            {
                "code": row.code,
                "url": address.replace("0" * 10, row.code),
                "name": row.user.full_name,
                "tags": _tags(row, asks),
                "where": ", ".join(part for part in (row.organisation, row.position) if part) or "–",
                "city": row.city,
                "why": _gone(row) if row.state in GONE else Truncator(row.why).words(SHOWN),
                "applied": said[applied],
            }
        )
    return rows


def _gone(row: Application) -> str:
    state = capfirst(row.get_state_display())
    return f"{state}: {row.reason}" if row.reason else state


def _tags(row: Application, asks: bool) -> list[dict[str, str]]:
    tags = []
    if asks and (approval := row.approval):
        tags.append({"tone": " tag--ok" if approval.stands is ApprovalState.APPROVED else "", "said": str(approval.stands.label)})
    if row.state == ApplicationState.ACCEPTED and row.confirm_until:
        tags.append({"tone": " tag--ok", "said": _("confirmed")} if row.confirmed_at else {"tone": "", "said": _until(row.confirm_until)})
    if row.needs:
        tags.append({"tone": " tag--warn", "said": _("has needs")})
    return tags


def _until(moment: datetime) -> str:
    until = moment.astimezone(KYIV)
    return _("to confirm till %(day)s, %(at)s") % {"day": day_words(until), "at": f"{until:%-H:%M}"}
