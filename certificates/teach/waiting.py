"""Who has earned a certificate and has none: issue to one; lists are issued by batches."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from courses.internships.models import Attendance, InternshipDay
from courses.learning.models import CourseRun, Enrolment
from school.accounts.finding import by_name
from webinars.models import Webinar

from ..pending import waiting_for_course, waiting_for_day, waiting_for_webinar
from .by_hand import issue_by_hand
from .doors import coordinator_or_404

PER_PAGE = 50


@login_required
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Who has finished a course or was at a day and has no certificate, and the runs where a whole list can be issued."""
    coordinator_or_404(request)
    rows = waiting_for_course().select_related("user__profile", "run__course").order_by("run", "completed_at", "pk")
    runs = CourseRun.objects.filter(enrolments__in=waiting_for_course()).select_related("course").annotate(people=Count("enrolments"))
    context = {"page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "runs": runs.order_by("-starts_at")[:100]}
    days = waiting_for_day().select_related("user__profile", "day__internship").order_by("-day__starts_at", *by_name("user__"), "pk")
    context["days"] = days[:100]
    whole = InternshipDay.objects.filter(attendances__in=waiting_for_day()).select_related("internship").annotate(people=Count("attendances"))
    context["whole_days"] = whole.order_by("-starts_at")[:100]
    watched = Webinar.objects.filter(viewings__in=waiting_for_webinar()).annotate(people=Count("viewings"))
    context["webinars"] = watched.order_by("-pk")[:100]
    return render(request, "certificates/teach/waiting.html", context)


@login_required
@require_POST
def issue_one(request: HttpRequest, code: str) -> HttpResponse:
    """By hand, for a completed enrolment that has none."""
    coordinator_or_404(request)
    enrolment = get_object_or_404(Enrolment, code=code)
    return issue_by_hand(request, "course", enrolment.code, anew=False) or redirect("certificates:waiting")


@login_required
@require_POST
def issue_day(request: HttpRequest, code: str) -> HttpResponse:
    """By hand, for confirmed presence that has none."""
    coordinator_or_404(request)
    attendance = get_object_or_404(Attendance, code=code)
    return issue_by_hand(request, "day", attendance.code, anew=False) or redirect("certificates:waiting")
