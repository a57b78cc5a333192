"""The list of a meeting on a trainer's phone: one press a person; afterwards it is confirmed, and corrected with a reason."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.learning.models import Enrolment
from school.accounts.rules import is_coordinator
from school.foundation.calendar import KYIV

from ...meeting_forms import CorrectionForm, TimesForm
from ...meeting_lists import counts_of, lines_of
from ...meeting_presence import CannotMark, correct_meeting_presence, mark_absent, mark_present, settle_meeting, unmarked, why_no_mark
from ...meeting_sheet import sheet_pdf
from ...models import Meeting
from .meetings import meeting_or_404, told


def _enrolment(meeting: Meeting, code: str) -> Enrolment:
    """Of this very run."""
    return get_object_or_404(meeting.run.enrolments.select_related("user__profile", "run__course"), code=code)


@login_required
@require_GET
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    found = meeting_or_404(request, code)
    q, refused = request.GET.get("q", "").strip()[:100], why_no_mark(found)
    context: dict[str, Any] = {**told(found), "q": q, "lines": lines_of(found, q), "counts": counts_of(found)}
    context |= {"refused": refused[1] if refused else "", "marks": refused is None, "coordinates": is_coordinator(request.user)}
    context |= {"over": timezone.now() >= found.ends_at, "now": _now(found)}
    return render(request, "internships/teach/meeting.html", context)


def _now(found: Meeting) -> str:
    """What a late coming is most likely to be: the clock, while the meeting goes on."""
    now = timezone.now()
    return f"{now.astimezone(KYIV):%H:%M}" if found.starts_at < now < found.ends_at else ""


@login_required
@require_POST
def mark(request: HttpRequest, code: str) -> HttpResponse:
    """`what`: present, absent, or times, with when the person came and left."""
    found = meeting_or_404(request, code)
    enrolment, what = _enrolment(found, request.POST.get("enrolment", "")), request.POST.get("what", "")
    try:
        if what == "absent":
            mark_absent(meeting=found, enrolment=enrolment, actor=request.user)
        elif what in ("present", "times"):
            mark_present(meeting=found, enrolment=enrolment, actor=request.user, **_times(request, found, what))
        else:
            raise CannotMark("what", _("Say whether the person was there or not."))
    except CannotMark as refused:
        messages.error(request, str(refused))
    q = request.POST.get("q", "").strip()[:100]
    query = "?" + urlencode({"q": q}) if q else ""
    return redirect(reverse("internships:meeting", args=[found.code]) + f"{query}#{enrolment.code}")


def _times(request: HttpRequest, found: Meeting, what: str) -> dict[str, Any]:
    if what != "times":
        return {}
    form = TimesForm(request.POST, meeting=found)
    if not form.is_valid():
        raise CannotMark("times", _("These times do not fit into the meeting."))
    return form.times


@login_required
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, code: str) -> HttpResponse:
    """Says who was not marked and will count as absent; confirmed by the press."""
    found = meeting_or_404(request, code)
    if request.method == "POST":
        try:
            confirmed = settle_meeting(meeting=found, actor=request.user)
        except CannotMark as refused:
            messages.error(request, str(refused))
        else:
            text = ngettext("Presence of %(n)d person is confirmed.", "Presence of %(n)d people is confirmed.", confirmed)
            messages.success(request, text % {"n": confirmed})
        return redirect("internships:meeting", found.code)
    context = {**told(found), "counts": counts_of(found), "unmarked": unmarked(found), "over": timezone.now() >= found.ends_at}
    return render(request, "internships/teach/meeting_confirm.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, code: str, enrolment_code: str) -> HttpResponse:
    found = meeting_or_404(request, code)
    enrolment = _enrolment(found, enrolment_code)
    presence = found.presences.filter(enrolment=enrolment).first()
    initial = {"present": "yes" if presence and presence.present else "no"}
    if presence:
        initial |= {name: f"{at.astimezone(KYIV):%H:%M}" for name, at in (("arrived", presence.arrived_at), ("left", presence.left_at)) if at}
    form = CorrectionForm(request.POST or None, meeting=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {"present": form.cleaned_data["present"] == "yes", "reason": form.cleaned_data["reason"]}
        try:
            correct_meeting_presence(meeting=found, enrolment=enrolment, actor=request.user, **said, **form.times)
        except CannotMark as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Corrected."))
            return redirect("internships:meeting", found.code)
    context = {**told(found), "form": form, "person": enrolment.user, "presence": presence}
    return render(request, "internships/teach/meeting_correct.html", context, status=400 if form.errors else 200)


@login_required
@require_GET
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """A sheet to sign, for the room without a network."""
    found = meeting_or_404(request, code)
    response = HttpResponse(sheet_pdf(found, get_language() or "uk"), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.date.isoformat()}.pdf"'
    response["Cache-Control"] = "private, no-cache"
    return response
