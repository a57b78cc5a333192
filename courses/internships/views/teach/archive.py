"""Days of the archive: entered with what is known, looked at, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.learning.forms import ReasonForm
from school.accounts.rules import is_coordinator

from ...archive import record_past_day, take_back_past_day
from ...archive_forms import PastDayForm
from ...rules import days_seen_by


@login_required
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    if not is_coordinator(request.user):
        raise Http404
    form = PastDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        day = record_past_day(actor=request.user, **form.cleaned_data)
        messages.success(request, _("Entered for the archive. Nobody was written to."))
        return redirect("internships:day", day.code)
    return render(request, "internships/teach/archive.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    if not is_coordinator(request.user):
        raise Http404
    rows = days_seen_by(request.user).filter(exact_date=False, cancelled_at=None).select_related("internship")
    day = get_object_or_404(rows, code=code)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].help_text = _("It stays in the history of the day.")
    if request.method == "POST" and form.is_valid():
        take_back_past_day(day=day, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The day is shown no more."))
        return redirect("internships:teach_days")
    return render(request, "internships/teach/archive_take_back.html", {"day": day, "form": form}, status=400 if form.errors else 200)
