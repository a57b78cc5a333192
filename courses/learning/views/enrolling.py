"""Enrolling on a run and giving the place back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from school.accounts.rules import profile_required
from school.foundation import limits

from ..enrolment import CannotEnrol, enrol, withdraw
from ..enums import EnrolmentMode, EnrolmentState
from ..models import CourseRun, Enrolment
from ..presenting import run_name
from ..progress import words_for


@login_required
@profile_required
@require_http_methods(["GET", "POST"])
def enrol_view(request: HttpRequest, run_code: str) -> HttpResponse:
    """GET says what will happen and asks for the key if one is needed; POST enrols."""
    run = get_object_or_404(CourseRun.objects.select_related("course", "offer"), code=run_code)
    existing = Enrolment.objects.filter(run=run, user=request.user).select_related("claim").first()
    if existing and existing.state == EnrolmentState.ACTIVE:
        return redirect("learning:course_start", run.code)
    problem = ""
    if request.method == "POST":
        try:
            return _enrolled(request, _try(request, run))
        except CannotEnrol as refused:
            problem = str(refused)
    context = {
        **_about(run),
        "existing": existing,
        "problem": problem,
        "key": request.POST.get("key", ""),
        "needs_key": run.mode == EnrolmentMode.KEY,
    }
    return render(request, "learning/enrol.html", context, status=400 if problem else 200)


def _try(request: HttpRequest, run: CourseRun) -> Enrolment:
    if run.mode == EnrolmentMode.KEY and not limits.allow(f"key:{request.user.pk}:{run.pk}", limit=10, seconds=600):
        raise CannotEnrol("limit", _("Too many wrong keys. Try again in ten minutes."))
    return enrol(user=request.user, run=run, key=request.POST.get("key", ""), language=get_language() or "uk")


def _enrolled(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    if enrolment.state == EnrolmentState.ACTIVE:
        messages.success(request, _("You are enrolled. The confirmation is in your mail."))
        return redirect("learning:course_start", enrolment.run.code)
    if enrolment.state == EnrolmentState.WAITING:
        place = enrolment.claim.place_in_queue if enrolment.claim else 1
        messages.info(request, _("All places are taken. You are number %(n)d in the queue; we will write as soon as a place is free.") % {"n": place})
    else:
        messages.info(request, _("Your request is with the coordinator. We will write to you."))
    return redirect("dashboard:my")


def _about(run: CourseRun) -> dict[str, Any]:
    language = get_language() or "uk"
    words = words_for([run.course.key], language, run.course.source_locale).get(run.course.key)
    return {
        "run": run,
        "run_name": run_name(run, language),
        "course_title": words.title if words else run.course.title,
        "course_url": words.url if words else "",
    }


@login_required
@require_http_methods(["GET", "POST"])
def withdraw_view(request: HttpRequest, code: str) -> HttpResponse:
    """Says what will happen to the place, then gives it back."""
    enrolment = get_object_or_404(Enrolment.objects.current().select_related("run__course", "run__offer", "user"), code=code, user=request.user)
    if request.method == "POST":
        withdraw(enrolment=enrolment, actor=request.user)
        messages.success(request, _("Your enrolment is cancelled. What you have done is kept."))
        return redirect("dashboard:my")
    waiting = enrolment.run.offer.claims.waiting().exists()
    return render(request, "learning/withdraw.html", {**_about(enrolment.run), "enrolment": enrolment, "someone_waits": waiting})


@login_required
@require_GET
def panel(request: HttpRequest, run_code: str) -> HttpResponse:
    """The asker's own standing on a run, for the course page; empty when there is none."""
    enrolment = Enrolment.objects.current().filter(run__code=run_code, user=request.user).select_related("run", "claim").first()
    if enrolment is None:
        return HttpResponse(status=204)
    start = reverse("learning:course_start", args=[run_code])
    return render(request, "learning/panel.html", {"enrolment": enrolment, "start_url": start})
