"""A survey's page: questions, thanks, or why there is nothing to answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from school.foundation.secrecy import SMALLEST_GROUP

from .answering import CannotAnswer, answer_survey, has_answered
from .forms import SurveyForm
from .models import Survey
from .subjects import may_answer, subject_of


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """Answered once; what was typed is kept when something is missing."""
    found, answered = survey_or_404(request, code)
    language = get_language() or "uk"
    form = SurveyForm(request.POST or None, survey=found, language=language)
    if request.method == "POST" and form.is_valid():
        return _take(request, found, form)
    subject = subject_of(found)
    context = {
        "survey": found,
        "answered": answered,
        "form": form,
        "about": subject.title(found.about_key, language),
        "back": subject.url(found.about_key, request.user),
        "smallest": SMALLEST_GROUP,
    }
    return render(request, "assessment/surveys/survey.html", context, status=400 if form.errors and not answered else 200)


def survey_or_404(request: HttpRequest, code: str) -> tuple[Survey, bool]:
    """The survey and whether the asker has answered it; nothing is there for strangers."""
    found = get_object_or_404(Survey, code=code)
    answered = has_answered(request.user, found)
    if not answered and not may_answer(request.user, found):
        raise Http404
    return found, answered


def _take(request: HttpRequest, found: Survey, form: SurveyForm) -> HttpResponse:
    try:
        answer_survey(survey=found, user=request.user, answers=form.answers)
    except CannotAnswer as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Thank you. Your answers are kept."))
    return redirect("assessment:survey", found.code)
