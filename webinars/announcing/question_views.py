"""The list of questions to a webinar: reading, asking, voting. Everything works by plain forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from school.foundation import limits

from ..models import AudienceQuestion, QuestionVote, Webinar
from .forms import QuestionForm
from .presenting import about, standing_of
from .questions import CannotAsk, ask_question, can_edit, edit_question, take_back_question, vote
from .states import QuestionState
from .views import announced_or_404

PER_PAGE = 50


@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """Most wanted first. POST asks; what was typed is kept when something is wrong."""
    webinar = announced_or_404(request, code)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_question(user=_asker(request), webinar=webinar, **form.cleaned_data)
        except CannotAsk as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your question is in the list. Others can vote for it."))
            return redirect("webinars:questions", webinar.code)
    context = {**about(webinar, get_language() or "uk"), "form": form, **_own(request, webinar)}
    return render(request, "webinars/questions.html", context, status=400 if form.errors else 200)


def _asker(request: HttpRequest) -> Any:
    if not request.user.is_authenticated:
        raise CannotAsk("stranger", _("Sign in and register: those who registered ask and vote."))
    if not limits.allow(f"ask:{request.user.pk}", limit=10, seconds=600):
        raise CannotAsk("limit", _("Too many at once. Try again in ten minutes."))
    return request.user


def _own(request: HttpRequest, webinar: Webinar) -> dict[str, Any]:
    """The list with the asker's votes, and what became of the asker's own questions."""
    rows = webinar.audience_questions.shown().select_related("user__profile")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    if not request.user.is_authenticated:
        return {"page": page, "registration": None, "voted": set(), "gone": []}
    voted = QuestionVote.objects.filter(user=request.user, question__in=[row.pk for row in page.object_list], withdrawn_at=None)
    gone = webinar.audience_questions.filter(user=request.user, state__in=[QuestionState.HIDDEN, QuestionState.MERGED])
    standing = standing_of(request.user, webinar)
    return {**standing, "page": page, "voted": set(voted.values_list("question", flat=True)), "gone": gone.select_related("merged_into")}


def _question_or_404(request: HttpRequest, code: str) -> AudienceQuestion:
    question = get_object_or_404(AudienceQuestion.objects.select_related("webinar"), code=code)
    announced_or_404(request, question.webinar.code)
    return question


def _mine_or_404(request: HttpRequest, code: str) -> AudienceQuestion:
    question = _question_or_404(request, code)
    if question.user_id != request.user.pk:
        raise Http404
    return question


def _back(question: AudienceQuestion) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('webinars:questions', args=[question.webinar.code])}#q-{question.code}")


def _try(request: HttpRequest, act: Callable[[], object]) -> None:
    try:
        act()
    except CannotAsk as refused:
        messages.error(request, str(refused))


@login_required
@require_POST
def cast(request: HttpRequest, code: str) -> HttpResponse:
    """`wanted=1` votes, `wanted=0` takes the vote back."""
    question = _question_or_404(request, code)
    if not limits.allow(f"vote:{request.user.pk}", limit=120, seconds=600):
        messages.error(request, _("Too many at once. Try again in ten minutes."))
        return _back(question)
    _try(request, lambda: vote(question=question, user=request.user, wanted=request.POST.get("wanted") == "1"))
    return _back(question)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    question = _mine_or_404(request, code)
    form = QuestionForm(request.POST or None, initial={"text": question.text, "shows_name": question.shows_name})
    if request.method == "GET" and not can_edit(question):
        messages.error(request, _("Somebody has voted for these words: they stay. Take the question back and ask another one."))
        return _back(question)
    if request.method == "POST" and form.is_valid():
        try:
            edit_question(question=question, actor=request.user, **form.cleaned_data)
        except CannotAsk as refused:
            form.add_error(None, str(refused))
        else:
            return _back(question)
    context = {**about(question.webinar, get_language() or "uk"), "form": form, "question": question}
    return render(request, "webinars/question_edit.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    question = _mine_or_404(request, code)
    _try(request, lambda: take_back_question(question=question, actor=request.user))
    return _back(question)
