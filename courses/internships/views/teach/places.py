"""More or fewer places: the numbers, whom they touch, and only then the change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...places import CannotResize, places_of, resize_day, touched_by, why_places_stay
from ...places_forms import PlacesForm
from ...presenting import day_card
from .board import day_or_404


@login_required
@require_http_methods(["GET", "POST"])
def places(request: HttpRequest, code: str) -> HttpResponse:
    """POST shows whom it touches; only POST with `change` changes."""
    found = day_or_404(request, code)
    context: dict[str, Any] = {"day": found, "card": day_card(found, get_language() or "uk")}
    if refused := why_places_stay(found):
        return render(request, "internships/teach/places.html", context | {"refused": refused[1]})
    form = PlacesForm(request.POST or None, day=found)
    context |= {"form": form, "now": touched_by(found, places_of(found))}
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        if "change" not in request.POST:
            return render(request, "internships/teach/places_preview.html", context | _preview(found, form))
        try:
            resize_day(day=found, places=form.places, actor=request.user)
        except CannotResize as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The number of places is changed. Nobody has lost a place."))
            return redirect("internships:teach_day", found.code)
    return render(request, "internships/teach/places.html", context, status=400 if form.errors else 200)


def _preview(found: Any, form: PlacesForm) -> dict[str, Any]:
    was = places_of(found)
    names = [name for name in form.fields if getattr(was, name) != getattr(form.places, name)]
    rows = [{"label": form[name].label, "was": getattr(was, name), "now": getattr(form.places, name)} for name in names]
    return {"changes": rows, "touched": touched_by(found, form.places)}
