"""Meetings of a run: the list, planning, moving and cancelling with a preview of whom it touches."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from courses.learning.forms import ReasonForm
from courses.learning.models import CourseRun
from courses.learning.rules import runs_seen_by

from ...meeting_forms import MeetingForm, MoveMeetingForm
from ...meeting_letters import when_and_where
from ...meeting_lists import hours_by_person, meetings_of
from ...meeting_words import place_of, title_of
from ...meetings import TOLD, CannotMeet, cancel_meeting, invited, move_meeting, plan_meeting
from ...models import Meeting
from ...rules import meetings_seen_by


def run_or_404(request: HttpRequest, code: str) -> CourseRun:
    """A run of one's own courses; a coordinator's every one."""
    return get_object_or_404(runs_seen_by(request.user).select_related("course", "offer"), code=code)


def meeting_or_404(request: HttpRequest, code: str) -> Meeting:
    rows = meetings_seen_by(request.user).select_related("run__course", "activity__activity", "trainer__profile")
    return get_object_or_404(rows, code=code)


def told(meeting: Meeting) -> dict[str, Any]:
    """What every page of one meeting says of it."""
    language = get_language() or "uk"
    return {"meeting": meeting, "run": meeting.run, "title": title_of(meeting, language), "place": place_of(meeting, language)}


@login_required
@require_GET
def meetings(request: HttpRequest, code: str) -> HttpResponse:
    """Every meeting of a run, and the hours of everybody so far."""
    run = run_or_404(request, code)
    context = {"run": run, "rows": meetings_of(run, get_language() or "uk"), "people": hours_by_person(run)}
    return render(request, "internships/teach/meetings.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, code: str, activity_code: str) -> HttpResponse:
    run = run_or_404(request, code)
    step = get_object_or_404(run.activities.in_force().filter(kind="session").select_related("activity"), activity__code=activity_code)
    before = Meeting.objects.filter(run=run, cancelled_at=None).order_by("-starts_at").first()
    form = MeetingForm(request.POST or None, run=run, like=before)
    if request.method == "POST" and form.is_valid():
        try:
            plan_meeting(activity=step, plan=form.plan, actor=request.user)
        except CannotMeet as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The meeting is planned. Everybody enrolled gets an invitation."))
            return redirect("internships:run_meetings", run.code)
    row = next(row for row in meetings_of(run, get_language() or "uk") if row["code"] == activity_code)
    context = {"form": form, "run": run, "title": row["title"], "people": invited(run).count()}
    return render(request, "internships/teach/meeting_plan.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, code: str) -> HttpResponse:
    """First what changes and whom it touches; moved by the second press."""
    found = meeting_or_404(request, code)
    form = MoveMeetingForm(request.POST or None, run=found.run, meeting=found)
    context: dict[str, Any] = {**told(found), "form": form, "people": invited(found.run).count()}
    if request.method == "POST" and form.is_valid():
        writes = any(name in TOLD for name in form.plan.changes(found))
        if "confirm" in request.POST or not writes:
            try:
                move_meeting(meeting=found, plan=form.plan, actor=request.user, reason=form.cleaned_data["reason"])
            except CannotMeet as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("The meeting is moved. Everybody enrolled is written to.") if writes else _("Saved."))
                return redirect("internships:run_meetings", found.run.code)
        else:
            language = "en" if get_language() == "en" else "uk"
            after = Meeting(**form.plan.values)
            context |= {"was": when_and_where(found)[language], "now": when_and_where(after)[language]}
            return render(request, "internships/teach/meeting_move_preview.html", context)
    return render(request, "internships/teach/meeting_move.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    found = meeting_or_404(request, code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_meeting(meeting=found, actor=request.user, reason=form.cleaned_data["reason"])
        except CannotMeet as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The meeting is cancelled. Everybody enrolled is written to."))
            return redirect("internships:run_meetings", found.run.code)
    context = {**told(found), "form": form, "people": invited(found.run).count()}
    return render(request, "internships/teach/meeting_cancel.html", context, status=400 if form.errors else 200)
