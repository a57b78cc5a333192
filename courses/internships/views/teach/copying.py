"""Copying a day: a date, what comes along and what does not, and only then the draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.foundation.calendar import KYIV, day_words, kyiv_day, last_day

from ...copying import PARTS, CannotCopy, copy_day, names_people, shifted
from ...copying_forms import CopyForm
from ...models import InternshipDay
from ...presenting import day_card
from .board import day_or_404


@login_required
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """POST shows the dates; only POST with `copy` makes the draft."""
    found = day_or_404(request, code)
    form = CopyForm(request.POST or None, day=found)
    context: dict[str, Any] = {"day": found, "card": day_card(found, get_language() or "uk"), "form": form, **_along(found)}
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        if "copy" not in request.POST:
            return render(request, "internships/teach/copy_preview.html", context | _dates(found, form.starts_at))
        try:
            made = copy_day(day=found, starts_at=form.starts_at, actor=request.user)
        except CannotCopy as problem:
            form.add_error("date", str(problem))
        else:
            messages.success(request, _("The copy is a draft: nobody sees it yet. Look it through, then tick «Show on the site»."))
            return redirect("internships:teach_day", made.code)
    return render(request, "internships/teach/copy.html", context, status=400 if form.errors else 200)


def _along(found: InternshipDay) -> dict[str, Any]:
    """How much of what comes along."""
    rows = {name: list(getattr(found, name).all()) for name in PARTS}
    kept = [row for row in rows["kept_places"] if not names_people(row)]
    counts = {
        "slots": len(rows["slots"]),
        "stations": len(rows["stations"]),
        "materials": len(rows["materials"]),
        "kept": sum(row.places for row in kept),
    }
    return {"along": counts | {"capacity": found.offer.wanted}, "named": len(rows["kept_places"]) > len(kept)}


def _dates(found: InternshipDay, starts_at: datetime) -> dict[str, Any]:
    values = shifted(found, starts_at)
    rows = [(label(), _told(name, getattr(found, name)), _told(name, values[name])) for name, label in LABELS.items() if values[name]]
    over = [label().lower() for name, label in LABELS.items() if name != "starts_at" and (at := values[name]) and at <= timezone.now()]
    return {"dates": [{"label": label, "was": was, "now": now} for label, was, now in rows], "over": over}


LABELS = {
    "starts_at": lambda: _("Day"),
    "apply_by_at": lambda: _("Last day of applications"),
    "confirm_by_at": lambda: _("Last day to confirm"),
    "cancel_by_at": lambda: _("Last day to cancel on the site"),
}


def _told(name: str, moment: datetime | None) -> str:
    if moment is None:
        return "–"
    start = name == "starts_at"
    day = kyiv_day(moment) if start else last_day(moment)
    weekday = date_format(day, "l")
    weekday = weekday.lower() if get_language() == "uk" else weekday
    return ", ".join([day_words(day, year=True), weekday, *([date_format(localtime(moment, KYIV), "H:i")] if start else [])])
