"""What came of a day for somebody who was there without an application: the letter leads here."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from courses.learning.enrolment import CannotEnrol

from ..attendees import afterwards_of
from ..concluding import begin_concluding_test
from ..materials import materials_for
from ..models import Attendance
from ..presenting import day_facts


def own_or_404(request: HttpRequest, code: str) -> Attendance:
    """Only one's own."""
    rows = Attendance.objects.filter(user=request.user).select_related(
        "day__internship", "day__offer", "day__concluding", "application", "user__profile"
    )
    return get_object_or_404(rows, code=code)


@login_required
@require_GET
def attended(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever applied has it on the application's page."""
    found = own_or_404(request, code)
    if found.application:
        return redirect("internships:application", found.application.code)
    context = {**day_facts(found.day, get_language() or "uk"), **afterwards_of(found)}
    context["materials"] = materials_for(request.user, found.day, get_language() or "uk")
    return render(request, "internships/attended.html", context)


@login_required
@require_POST
def begin_test(request: HttpRequest, code: str) -> HttpResponse:
    """To the concluding test of a day one was at."""
    found = own_or_404(request, code)
    try:
        enrolment = begin_concluding_test(attendance=found, language=get_language() or "uk")
    except CannotEnrol as refused:
        messages.error(request, str(refused))
        return redirect("internships:attended", found.code)
    return redirect("learning:course_start", enrolment.run.code)
