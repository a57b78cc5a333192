"""Trainers and coordinators: courses, runs, the report of a run."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from school.accounts.finding import by_name, named
from school.accounts.models import User
from school.accounts.rules import is_coordinator
from school.foundation.history import history_of

from ...enums import EnrolmentState
from ...forms import ReasonForm, ReleaseForm, RunForm, TrainerForm, first_instant
from ...kinds import desks_of
from ...models import Course, CoursePage, CourseRun, Enrolment
from ...progress import with_progress
from ...rules import courses_seen_by, runs_seen_by
from ...runs import CannotOpen, adopt_outline, cancel_run, change_run, open_run, preview_adoption, set_release
from ...seats import TooFewPlaces
from ...teaching import appoint_trainer, dismiss_trainer

PER_PAGE = 50


def course_or_404(request: HttpRequest, code: str) -> Course:
    return get_object_or_404(courses_seen_by(request.user), code=code)


def run_or_404(request: HttpRequest, code: str) -> CourseRun:
    return get_object_or_404(runs_seen_by(request.user).select_related("course", "offer", "project"), code=code)


def coordinated_run_or_404(request: HttpRequest, code: str) -> CourseRun:
    if not is_coordinator(request.user):
        raise Http404
    return run_or_404(request, code)


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What I teach or coordinate, and what waits for me."""
    courses = courses_seen_by(request.user)
    coordinates = is_coordinator(request.user)
    if not coordinates and not courses.exists():
        raise PermissionDenied(_("These pages are for trainers and coordinators."))
    active = Count("enrolments", filter=Q(enrolments__state=EnrolmentState.ACTIVE), distinct=True)
    finished = Count("enrolments", filter=Q(enrolments__completed_at__isnull=False), distinct=True)
    requested = Count("enrolments", filter=Q(enrolments__state=EnrolmentState.REQUESTED), distinct=True)
    waiting = Count("enrolments", filter=Q(enrolments__state=EnrolmentState.WAITING), distinct=True)
    runs = (
        runs_seen_by(request.user).select_related("course", "offer").annotate(active=active, finished=finished, requested=requested, queued=waiting)
    )
    page = Paginator(runs.order_by("-starts_at"), 30).get_page(request.GET.get("page"))
    context = {"runs": page, "courses": courses.annotate(run_count=Count("runs", distinct=True)), "coordinates": coordinates}
    context["waiting_requests"] = Enrolment.objects.filter(run__in=runs_seen_by(request.user), state=EnrolmentState.REQUESTED).count()
    return render(request, "learning/teach/home.html", context)


TABS = ("active", "requested", "waiting", "gone")


def _tab(rows: QuerySet[Enrolment], tab: str) -> QuerySet[Enrolment]:
    if tab == "requested":
        return rows.filter(state=EnrolmentState.REQUESTED).order_by("requested_at")
    if tab == "waiting":
        return rows.filter(state=EnrolmentState.WAITING).order_by("claim__queued_at", "claim__pk")
    if tab == "gone":
        return rows.filter(state__in=[EnrolmentState.WITHDRAWN, EnrolmentState.DECLINED])
    return rows.filter(state=EnrolmentState.ACTIVE).order_by(*by_name("user__"), "pk")


def _shown(keys: list[int]) -> list[Enrolment]:
    """The rows of one page in its order; only they are measured, however many people there are."""
    rows = Enrolment.objects.filter(pk__in=keys).select_related("user__profile__organisation", "user__profile__city", "claim")
    found = {row.pk: row for row in with_progress(rows)}
    return [found[key] for key in keys]


@login_required
@require_GET
def run(request: HttpRequest, code: str) -> HttpResponse:
    """Who learns, how far each is, who asks to come in."""
    found = run_or_404(request, code)
    tab = request.GET.get("tab", "active")
    tab = tab if tab in TABS else "active"
    q = request.GET.get("q", "").strip()[:100]
    rows = found.enrolments.filter(named(q, "user__"))
    page = Paginator(_tab(rows, tab).values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = _shown(list(page.object_list))
    states = dict(found.enrolments.order_by().values_list("state").annotate(n=Count("pk")))
    counts = {
        "active": states.get("active", 0),
        "requested": states.get("requested", 0),
        "waiting": states.get("waiting", 0),
        "gone": states.get("withdrawn", 0) + states.get("declined", 0),
        "finished": found.enrolments.exclude(completed_at=None).count(),
    }
    context = {"run": found, "tab": tab, "q": q, "page": page, "counts": counts, "coordinates": is_coordinator(request.user)}
    context |= {
        "behind": not preview_adoption(found).empty,
        "desks": desks_of(found),
        "modules": found.modules.select_related("module"),
        "can_be_changed": found.cancelled_at is None,
        "query": urlencode({"tab": tab, "q": q}),
    }
    return render(request, "learning/teach/run.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def run_open(request: HttpRequest, code: str) -> HttpResponse:
    if not is_coordinator(request.user):
        raise Http404
    course = course_or_404(request, code)
    form = RunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_run(course=course, actor=request.user, **form.values())
        except CannotOpen as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The run is open. Its outline is a copy of the course as it is now."))
            return redirect("learning:run", opened.code)
    return render(request, "learning/teach/run_form.html", {"form": form, "course": course, "run": None}, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def run_change(request: HttpRequest, code: str) -> HttpResponse:
    found = coordinated_run_or_404(request, code)
    form = RunForm(request.POST or None, run=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_run(run=found, actor=request.user, changes=form.values())
        except TooFewPlaces as refused:
            form.add_error(
                "capacity", _("%(n)d people already have a place. Withdraw someone first, or keep at least as many places.") % {"n": refused.taken}
            )
        else:
            messages.success(request, _("Saved."))
            return redirect("learning:run", found.code)
    return render(request, "learning/teach/run_form.html", {"form": form, "course": found.course, "run": found}, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def run_cancel(request: HttpRequest, code: str) -> HttpResponse:
    found = coordinated_run_or_404(request, code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_run(run=found, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The run is cancelled."))
        return redirect("learning:run", found.code)
    return render(request, "learning/teach/run_cancel.html", {"form": form, "run": found, "people": found.enrolments.current().count()})


@login_required
@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the course's present outline would change for whom; take it on request."""
    found = run_or_404(request, code)
    if request.method == "POST":
        adoption = adopt_outline(run=found, actor=request.user)
        messages.success(request, _("The run now follows the course as it is.") if not adoption.empty else _("There was nothing to take."))
        return redirect("learning:run", found.code)
    return render(request, "learning/teach/adopt_preview.html", {"run": found, "adoption": preview_adoption(found)})


@login_required
@require_POST
def release(request: HttpRequest, code: str) -> HttpResponse:
    found = run_or_404(request, code)
    form = ReleaseForm(request.POST, run=found)
    if form.is_valid():
        at = form.cleaned_data["at"]
        set_release(module=form.cleaned_data["module"], at=first_instant(at) if at else None, actor=request.user)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("This date was not understood. Write it as 05.11.2026."))
    return redirect("learning:run", found.code)


@login_required
@require_GET
def course_report(request: HttpRequest, code: str) -> HttpResponse:
    """The course as its records stand: outline, what could not be taken, runs, trainers."""
    course = course_or_404(request, code)
    pages = CoursePage.objects.filter(translation_key=course.key).select_related("locale")
    context: dict[str, Any] = {"course": course, "pages": pages, "coordinates": is_coordinator(request.user), "trainer_form": TrainerForm()}
    context["modules"] = course.modules.in_force().prefetch_related("activities")
    context["runs"] = course.runs.select_related("offer").annotate(active=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.ACTIVE)))
    context["trainers"] = course.trainers.filter(dismissed_at=None).select_related("user__profile")
    context["events"] = history_of(course)[:20]
    return render(request, "learning/teach/course_report.html", context)


@login_required
@require_POST
def trainers(request: HttpRequest, code: str) -> HttpResponse:
    """A coordinator appoints or dismisses a trainer."""
    if not is_coordinator(request.user):
        raise Http404
    course = course_or_404(request, code)
    form = TrainerForm(request.POST)
    user = User.objects.filter(email__iexact=form.cleaned_data["email"], is_active=True).first() if form.is_valid() else None
    if user is None:
        messages.error(request, _("Nobody is registered with this e-mail. Ask the person to register first."))
    elif request.POST.get("dismiss"):
        dismiss_trainer(course=course, user=user, actor=request.user)
        messages.success(request, _("%(name)s no longer teaches this course.") % {"name": user.full_name})
    else:
        appoint_trainer(course=course, user=user, actor=request.user)
        messages.success(request, _("%(name)s now teaches this course.") % {"name": user.full_name})
    return redirect("learning:course_report", course.code)
