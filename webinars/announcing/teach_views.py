"""For those who run a webinar: who registered, who waits, who was there, what they ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.learning.forms import ReasonForm
from school.accounts.rules import is_coordinator
from school.foundation.report_files import download

from ..models import AudienceQuestion, Webinar
from ..rules import webinars_run_by
from .arranging import cancel_webinar
from .forms import AnswerForm
from .issuing import issuing_address
from .people import TABS, counts_of, csv_of, people_of, xlsx_of
from .presenting import about
from .questions import CannotAsk, answer_question, hide_question, merge_questions, show_question
from .registering import CannotRegister, withdraw_registration
from .states import QuestionState, RegistrationState

PER_PAGE = 50
FILES: dict[str, Callable[[Webinar], bytes | str]] = {"csv": csv_of, "xlsx": xlsx_of}


def _run_or_404(request: HttpRequest, code: str) -> Webinar:
    return get_object_or_404(webinars_run_by(request.user).select_related("offer", "project"), code=code)


@login_required
@require_GET
def webinars(request: HttpRequest) -> HttpResponse:
    """Every webinar one runs, the latest first, with its people against its places."""
    runs = webinars_run_by(request.user)
    if not is_coordinator(request.user) and not runs.exists():
        raise PermissionDenied(_("These pages are for coordinators and for those who edit webinars."))
    registered = Count("registrations", filter=Q(registrations__state=RegistrationState.REGISTERED), distinct=True)
    waiting = Count("registrations", filter=Q(registrations__state=RegistrationState.WAITING), distinct=True)
    rows = runs.select_related("offer").annotate(registered_now=registered, waiting_now=waiting, present=Count("live_attendances", distinct=True))
    page = Paginator(rows.order_by("-starts_at", "-pk"), 30).get_page(request.GET.get("page"))
    return render(request, "webinars/teach/webinars.html", {"page": page, "coordinates": is_coordinator(request.user)})


@login_required
@require_GET
def webinar(request: HttpRequest, code: str) -> HttpResponse:
    found = _run_or_404(request, code)
    tab = request.GET.get("tab", "registered")
    if tab not in (*TABS, "present", "questions"):
        raise Http404
    coordinates = is_coordinator(request.user)
    issuing = issuing_address(found.code) if coordinates and found.gives_certificate else ""
    context = {**about(found, get_language() or "uk"), "tab": tab, "counts": counts_of(found), "coordinates": coordinates, "issuing": issuing}
    context["takes_off"] = tab in ("registered", "waiting") and bool(context["announcement"] and context["announcement"]["asks"])
    context["counts"]["questions"] = found.audience_questions.filter(state=QuestionState.SHOWN).count()
    rows = _questions(found) if tab == "questions" else people_of(found, tab)
    context["page"] = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    if tab == "questions":
        context["shown"] = found.audience_questions.shown()[:200]
    return render(request, "webinars/teach/webinar.html", context)


def _questions(found: Webinar) -> Any:
    """What is in the list first, then what was hidden; joined ones stand with the other."""
    kept = found.audience_questions.filter(state__in=[QuestionState.SHOWN, QuestionState.HIDDEN])
    return kept.with_votes().select_related("user__profile").prefetch_related("doubles").order_by("-state", "-votes_now", "asked_at", "pk")


@login_required
@require_GET
def people_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    found = _run_or_404(request, code)
    if kind not in FILES:
        raise Http404
    return download(FILES[kind](found), f"webinar-{found.code}", kind)


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Says whom it touches; with a reason it is cancelled and everybody is written to."""
    found = _run_or_404(request, code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_webinar(webinar=found, actor=request.user, reason=form.cleaned_data["reason"])
        except CannotRegister as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The webinar is cancelled. Everybody who registered is being written to."))
        return redirect("webinars:teach_webinar", found.code)
    context = {**about(found, get_language() or "uk"), "form": form, "counts": counts_of(found)}
    return render(request, "webinars/teach/cancel.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def take_off(request: HttpRequest, code: str, registration_code: str) -> HttpResponse:
    """One person off the list; the reason is in their letter, and the place goes to the next."""
    found = _run_or_404(request, code)
    registration = get_object_or_404(found.registrations.select_related("user"), code=registration_code)
    tab = "waiting" if registration.state == RegistrationState.WAITING else "registered"
    form = ReasonForm(request.POST)
    if form.is_valid():
        withdraw_registration(registration=registration, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("%(name)s is off the list and reads the reason in a letter.") % {"name": registration.user.full_name})
    else:
        messages.error(request, _("Nobody was taken off the list. Say why: the person reads the reason in a letter."))
    return HttpResponseRedirect(f"{reverse('webinars:teach_webinar', args=[found.code])}?tab={tab}")


@login_required
@require_POST
def moderate(request: HttpRequest, code: str, question_code: str) -> HttpResponse:
    """`action`: hide, show, merge or answer."""
    found = _run_or_404(request, code)
    question = get_object_or_404(found.audience_questions, code=question_code)
    try:
        _do(request, found, question)
    except CannotAsk as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(f"{reverse('webinars:teach_webinar', args=[found.code])}?tab=questions#q-{question.code}")


def _do(request: HttpRequest, found: Webinar, question: AudienceQuestion) -> None:
    said = request.POST.get
    if said("action") == "hide":
        hide_question(question=question, actor=request.user, reason=said("reason", ""))
    elif said("action") == "show":
        show_question(question=question, actor=request.user)
    elif said("action") == "merge":
        into = found.audience_questions.filter(code=said("into", "")).first()
        if into is None:
            raise CannotAsk("merge", _("Choose another question of this webinar that is in the list."))
        merge_questions(question=question, into=into, actor=request.user)
    elif said("action") == "answer":
        form = AnswerForm(request.POST)
        if not form.is_valid():
            raise CannotAsk("moment", _("For example: 12:30."))
        answer_question(question=question, at_seconds=form.seconds(), actor=request.user)
    else:
        raise Http404
