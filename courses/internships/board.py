"""Rows of the coordinator's board, asked for and drawn in one go: fifty at a time, and the page stays light."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from school.accounts.models import shown_name
from school.foundation.calendar import KYIV, day_words

from .enums import ApplicationState, ApprovalState
from .models import Application, Approval, InternshipDay
from .returning import came_before, visits_said

GONE = (ApplicationState.DECLINED, ApplicationState.WITHDRAWN)
SHOWN = 40  # words of the reason
OWN = ("pk", "code", "state", "organisation", "position", "city", "why", "reason", "needs", "applied_at", "confirm_until", "confirmed_at")
WHOSE = ("user_id", "user__email", "user__erased_at", "user__profile__surname", "user__profile__given_name", "user__profile__patronymic")


def board_rows(day: InternshipDay, applications: QuerySet[Application], *, chosen: bool) -> list[dict[str, Any]]:
    """Code and drawn row of each. Columns, not records, and no template a row: two hundred records a page were most of its time."""
    found = list(applications.values_list(*OWN, *WHOSE))
    latest = _approvals([one[0] for one in found]) if day.needs_approval else {}
    before = came_before(day, [one[len(OWN)] for one in found])
    said: dict[Any, str] = {}
    labels = tuple(escape(word) for word in (_("Where from"), _("Reason"), _("Why"), _("Applied")))
    address = reverse("internships:teach_application", args=["0" * 10])
    rows = []
    for one in found:
        row = SimpleNamespace(**dict(zip(OWN, one, strict=False)), name=shown_name(*one[len(OWN) :]))
        applied = row.applied_at.astimezone(KYIV).date()
        if applied not in said:
            said[applied] = day_words(applied)
        tags = _tags(row, latest.get(row.pk), before.get(one[len(OWN)], []))
        rows.append({"code": row.code, "html": _drawn(row, address.replace("0" * 10, row.code), tags, said[applied], labels, chosen)})
    return rows


def _drawn(row: Any, url: str, tags: list[tuple[str, str]], applied: str, labels: tuple[str, ...], chosen: bool) -> SafeString:
    """One `<tr>`; everything that people wrote is escaped here."""
    name, gone = escape(row.name), row.state in GONE
    box = f'<td class="check"><input type="checkbox" name="application" value="{row.code}" aria-label="{name}"></td>' if chosen else ""
    marks = "".join(f'<br><span class="tag{tone}">{escape(word)}</span>' for tone, word in tags)
    where = escape(", ".join(part for part in (row.organisation, row.position) if part) or "–")
    city = f'<br><span class="small">{escape(row.city)}</span>' if row.city else ""
    why = escape(_gone(row) if gone else Truncator(row.why).words(SHOWN))
    return mark_safe(
        f'<tr>{box}<th scope="row" class="user-words"><a href="{url}">{name}</a>{marks}</th>'
        f'<td class="user-words" data-label="{labels[0]}">{where}{city}</td>'
        f'<td class="user-words" data-label="{labels[1] if gone else labels[2]}">{why}</td>'
        f'<td data-label="{labels[3]}">{escape(applied)}</td></tr>'
    )


def _approvals(applications: Iterable[int]) -> dict[int, Approval]:
    """The latest request to a superior, by application."""
    rows = Approval.objects.filter(application__in=list(applications)).order_by("asked_at", "pk")
    return {row.application_id: row for row in rows}


def _gone(row: Any) -> str:
    state = capfirst(str(ApplicationState(row.state).label))
    return f"{state}: {row.reason}" if row.reason else state


def _tags(row: Any, approval: Approval | None, before: list[date]) -> list[tuple[str, str]]:
    """The tone and the words of each."""
    tags = []
    if approval is not None:
        tags.append((" tag--ok" if approval.stands is ApprovalState.APPROVED else "", str(approval.stands.label)))
    if row.state == ApplicationState.ACCEPTED and row.confirm_until:
        tags.append((" tag--ok", _("confirmed")) if row.confirmed_at else ("", _until(row.confirm_until)))
    if before:
        tags.append(("", visits_said(before)))
    if row.needs:
        tags.append((" tag--warn", _("has needs")))
    return tags


def _until(moment: datetime) -> str:
    until = moment.astimezone(KYIV)
    return _("to confirm till %(day)s, %(at)s") % {"day": day_words(until), "at": f"{until:%-H:%M}"}
