"""What came of a day for somebody who was there without an application: the letter leads here."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from ..attendees import afterwards_of
from ..models import Attendance
from ..presenting import day_facts


@login_required
@require_GET
def attended(request: HttpRequest, code: str) -> HttpResponse:
    """Only one's own. Whoever applied has it on the application's page."""
    rows = Attendance.objects.filter(user=request.user).select_related("day__internship", "day__offer", "application", "user__profile")
    found = get_object_or_404(rows, code=code)
    if found.application:
        return redirect("internships:application", found.application.code)
    context = {**day_facts(found.day, get_language() or "uk"), **afterwards_of(found)}
    return render(request, "internships/attended.html", context)
