"""Feedback of a day: what may be shown of it, and closing it before its time."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from courses.assessment.surveys.closing import close_survey
from courses.assessment.surveys.results import results_of
from courses.assessment.surveys.subjects import answerers_of
from school.foundation.secrecy import SMALLEST_GROUP, is_wiped

from ...feedback import feedback_of, form_for
from ...presenting import day_card
from .board import day_or_404


@login_required
@require_GET
def feedback(request: HttpRequest, code: str) -> HttpResponse:
    day, language = day_or_404(request, code), get_language() or "uk"
    survey = feedback_of(day)
    context = {"day": day, "card": day_card(day, language), "survey": survey, "smallest": SMALLEST_GROUP}
    if survey is None:
        context["form_chosen"] = form_for(day)
    else:
        context |= {"results": results_of(survey, language), "asked": answerers_of(survey).count()}
        context["forgetting"] = survey.secret and survey.closed and not is_wiped(survey.code)
    return render(request, "internships/teach/feedback.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Says what closing means, then does it."""
    day, language = day_or_404(request, code), get_language() or "uk"
    survey = feedback_of(day)
    if survey is None:
        raise Http404
    if request.method == "POST":
        close_survey(survey=survey, actor=request.user)
        messages.success(request, _("The survey is closed."))
        return redirect("internships:feedback", day.code)
    if survey.closed:
        return redirect("internships:feedback", day.code)
    context = {"day": day, "card": day_card(day, language), "survey": survey, "smallest": SMALLEST_GROUP}
    context |= {"people": survey.participations.count(), "asked": answerers_of(survey).count()}
    return render(request, "internships/teach/feedback_close.html", context)
