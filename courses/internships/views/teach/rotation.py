"""Groups that rotate: proposed, changed by hand, published as a numbered version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.foundation.centre import words

from ...enums import DayState
from ...models import InternshipDay
from ...presenting import day_card
from ...rotation import Clash
from ...scheduling import CannotSchedule, Plan, arrange, plan_of, propose_rotation, publish_schedule, touched_by_publishing
from .board import day_or_404


@login_required
@require_http_methods(["GET", "POST"])
def rotation(request: HttpRequest, code: str) -> HttpResponse:
    """Groups by parts of the day, and people by groups. A save keeps the work; only publishing tells people."""
    found = day_or_404(request, code)
    if request.method == "POST":
        try:
            _do(request, found)
        except CannotSchedule as refused:
            messages.error(request, str(refused))
        if not request.headers.get("HX-Request"):
            return redirect("internships:rotation", found.code)
    work = request.method == "POST"  # a change in the form draws the form anew, clashes and all
    return render(request, f"internships/teach/{'rotation_work' if work else 'rotation'}.html", _context(found))


def _do(request: HttpRequest, found: InternshipDay) -> None:
    action = request.POST.get("action", "save")
    if action == "propose":
        propose_rotation(day=found, groups=_number(request.POST.get("groups")) or 0, actor=request.user)
        messages.success(request, _("A rotation is proposed. People are not told until you publish it."))
        return
    arrange(day=found, places=_places(request), stops=_stops(request), actor=request.user)
    if action != "publish":
        if not request.headers.get("HX-Request"):
            messages.success(request, _("Saved. People are not told until you publish it."))
        return
    touched = len(touched_by_publishing(found))
    version = publish_schedule(day=found, actor=request.user)
    text = ngettext(
        "Version %(version)d is published; %(n)d letter is on its way.", "Version %(version)d is published; %(n)d letters are on their way.", touched
    )
    messages.success(request, text % {"version": version.number, "n": touched})


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _places(request: HttpRequest) -> dict[str, int]:
    rows = ((name.removeprefix("person-"), _number(value)) for name, value in request.POST.items() if name.startswith("person-"))
    return {code: number or 0 for code, number in rows}


def _stops(request: HttpRequest) -> dict[tuple[int, int], int | None]:
    found: dict[tuple[int, int], int | None] = {}
    for name, value in request.POST.items():
        parts = name.split("-")
        if len(parts) == 3 and parts[0] == "stop" and (group := _number(parts[1])) and (slot := _number(parts[2])):
            found[group, slot] = _number(value)
    return found


def _context(found: InternshipDay) -> dict[str, Any]:
    language = get_language() or "uk"
    plan = plan_of(found)
    last = found.schedule_versions.select_related("published_by__profile").first()
    return {
        "day": found,
        "card": day_card(found, language),
        "plan": plan,
        "rows": _rows(plan),
        "groups": [{"number": group.number, "people": plan.members[group.number], "cities": _cities(plan, group.number)} for group in plan.groups],
        "clashes": [_said(plan, clash, language) for clash in plan.clashes],
        "clashing": _clashing(plan),
        "last": last,
        "touched": len(touched_by_publishing(found)),
        "editable": found.state not in (DayState.CANCELLED, DayState.PAST),
        "suggested": len(plan.groups) or max(len(plan.stations), 1),
    }


def _rows(plan: Plan) -> list[dict[str, Any]]:
    marked = _clashing(plan)
    return [
        {
            "number": group.number,
            "cells": [
                {"slot": slot, "station": plan.stops.get((group.number, slot.pk)), "clash": (group.number, slot.pk) in marked} for slot in plan.slots
            ],
        }
        for group in plan.groups
    ]


def _clashing(plan: Plan) -> set[tuple[int, int]]:
    """Cells of the table that a clash concerns."""
    found = set()
    for clash in plan.clashes:
        slot = plan.slots[clash.time]
        for at, group in enumerate(plan.groups):
            station = plan.stops.get((group.number, slot.pk))
            if clash.group == at or (clash.group is None and station is not None and station.pk == clash.station):
                found.add((group.number, slot.pk))
    return found


def _cities(plan: Plan, number: int) -> list[str]:
    return sorted({person.city for person in plan.members[number] if person.city})


def _said(plan: Plan, clash: Clash, language: str) -> str:
    time = f"{plan.slots[clash.time].starts:%H:%M}"
    station = next((row for row in plan.stations if row.pk == clash.station), None)
    name = words(station, "title", language) if station else ""
    if clash.kind == "overfull":
        return _("%(time)s, %(station)s: %(people)d people come, there is room for %(seats)d.") % {
            "time": time, "people": clash.people, "station": name, "seats": station.seats if station and station.seats else 0,
        }  # fmt: skip
    group = plan.groups[clash.group or 0].number
    if clash.kind == "repeat":
        return _("%(time)s, %(station)s: group %(group)d is there a second time.") % {"time": time, "group": group, "station": name}
    return _("%(time)s: group %(group)d has nowhere to go.") % {"time": time, "group": group}
