"""Pages of the day for those without an account: a host's list by a signed link, the board in the hall."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from school.foundation.calendar import KYIV
from school.foundation.links import Link

from ..hosting import host_facts
from ..models import InternshipDay, Station
from ..presenting import day_card
from ..programme import Row, programme_of_group


def answer(request: HttpRequest, link: Link) -> HttpResponse:
    """The list of one department. It may be opened as often as needed until the link expires."""
    station = Station.objects.select_related("day__internship", "day__offer").filter(pk=link.data["station"]).first()
    facts = host_facts(station) if station else None
    if station is None or facts is None:
        return render(request, "foundation/link_problem.html", {"problem": "unknown"}, status=404)
    return render(request, "internships/host.html", {"station": station, "card": day_card(station.day, get_language() or "uk"), **facts})


@require_GET
def hall(request: HttpRequest, code: str) -> HttpResponse:
    """For a screen in the hall: what is now, what is next and where, group by group. No names."""
    found = get_object_or_404(InternshipDay.objects.published().select_related("internship", "offer"), code=code)
    version = found.schedule_versions.first()
    if version is None:
        raise Http404
    language = get_language() or "uk"
    numbers: list[int | None] = [*sorted(map(int, version.frozen["groups"]))] or [None]
    clock = timezone.now().astimezone(KYIV).strftime("%H:%M") if timezone.now().astimezone(KYIV).date() == found.date else ""
    boards = [{"number": number, **_now_and_next(programme_of_group(version.frozen, number, language), clock)} for number in numbers]
    context = {"day": found, "card": day_card(found, language), "boards": boards, "clock": clock, "together": _together(boards)}
    return render(request, "internships/hall.html", context)


def _now_and_next(rows: list[Row], clock: str) -> dict[str, Any]:
    """Before the day is its first part next; after the last one nothing is."""
    now = next((row for row in rows if clock and row.starts <= clock < row.ends), None)
    later = [row for row in rows if not clock or row.starts > clock]
    return {"now": now, "next": later[0] if later else None}


def _together(boards: list[dict[str, Any]]) -> bool:
    """Whether every group is and will be in the same place: then one board says it for all."""
    return all((board["now"], board["next"]) == (boards[0]["now"], boards[0]["next"]) for board in boards)
