"""Moving a day: the form, what would change and for whom, and only then the move."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.foundation.calendar import KYIV, day_words, last_day

from ...models import InternshipDay
from ...moving import CannotMove, left_outside, move_day, touched, why_not
from ...moving_forms import MoveForm
from ...presenting import day_card
from .board import day_or_404


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, code: str) -> HttpResponse:
    """POST shows what would change; only POST with `move` moves."""
    found = day_or_404(request, code)
    context: dict[str, Any] = {"day": found, "card": day_card(found, get_language() or "uk"), "touched": touched(found)}
    if refused := why_not(found):
        return render(request, "internships/teach/move.html", context | {"refused": refused[1]})
    form = MoveForm(request.POST or None, day=found)
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        if "move" in request.POST:
            try:
                return _moved(request, found, form)
            except CannotMove as problem:
                form.add_error(None, str(problem))
        else:
            return render(request, "internships/teach/move_preview.html", context | _preview(found, form))
    return render(request, "internships/teach/move.html", context | {"form": form}, status=400 if form.errors else 200)


def _moved(request: HttpRequest, found: InternshipDay, form: MoveForm) -> HttpResponse:
    told = touched(found)["all"]
    move_day(day=found, move=form.move, actor=request.user, reason=form.cleaned_data["reason"])
    said = ngettext("The day is moved. %(n)d letter is on its way.", "The day is moved. %(n)d letters are on their way.", told)
    messages.success(request, said % {"n": told})
    return redirect("internships:teach_day", found.code)


def _preview(found: InternshipDay, form: MoveForm) -> dict[str, Any]:
    values = form.move.values_for(found)
    rows = [(LABELS[name], _told(name, getattr(found, name)), _told(name, values[name])) for name in form.move.changes(found)]
    return {
        "form": form,
        "changes": [{"label": label(), "was": was, "now": now} for label, was, now in rows],
        "outside": left_outside(found, form.move),
        "departments": found.stations.exists(),
        "scheduled": found.schedule_versions.exists(),
    }


LABELS = {
    "starts_at": lambda: _("Starts"),
    "ends_at": lambda: _("Ends"),
    "apply_by_at": lambda: _("Last day of applications"),
    "confirm_by_at": lambda: _("Last day to confirm"),
    "cancel_by_at": lambda: _("Last day to cancel on the site"),
    "venue_uk": lambda: _("Venue in Ukrainian"),
    "venue_en": lambda: _("Venue in English"),
    "address_uk": lambda: _("Address in Ukrainian"),
    "address_en": lambda: _("Address in English"),
}


def _told(name: str, value: Any) -> str:
    if name in ("starts_at", "ends_at"):
        return f"{day_words(value, year=True)}, {date_format(localtime(value, KYIV), 'H:i')}"
    return day_words(last_day(value), year=True) if name.endswith("_at") else value or "–"
