"""The editor's desk of one question: answer, publish, correct, take off, decline."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from school.foundation.history import history_of

from ..models import ReaderQuestion
from .answering import answer_question, decline_question, publish_question, take_off
from .asking import CannotAsk
from .forms import AnswerForm
from .rules import answers_readers

VERBS = {
    "ask": gettext_lazy("asked"),
    "confirm": gettext_lazy("the address was confirmed"),
    "answer": gettext_lazy("answered"),
    "publish": gettext_lazy("published"),
    "correct": gettext_lazy("corrected on the site"),
    "take_off": gettext_lazy("taken off the site"),
    "decline": gettext_lazy("declined"),
}
DEEDS = ("answer", "answer_and_publish", "publish", "take_off", "decline")


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, code: str) -> HttpResponse:
    if not answers_readers(request.user):
        raise PermissionDenied
    found = get_object_or_404(ReaderQuestion.objects.in_queue().select_related("topic"), code=code)
    if request.method != "POST":
        return _page(request, found, AnswerForm(instance=found, initial=_first_words(found)))
    form = AnswerForm(request.POST, instance=ReaderQuestion.objects.get(pk=found.pk))
    do = request.POST.get("do", "")
    if do not in DEEDS:
        raise Http404
    if not form.is_valid():
        return _page(request, found, form, status=400)
    try:
        messages.success(request, _act(do, found, form.cleaned_data, request))
    except CannotAsk as refused:
        messages.error(request, str(refused))
        return _page(request, found, form, status=409)
    return redirect("reader_question", found.code)


def _act(do: str, found: ReaderQuestion, words: dict[str, str], request: HttpRequest) -> str:
    if do == "decline":
        decline_question(question=found, reason=request.POST.get("reason", "").replace("\0", "")[:2000], actor=request.user)
        return _("The question is declined; the reader will read why.")
    if do == "take_off":
        take_off(question=found, actor=request.user)
        return _("The question is not shown any more.")
    if do == "publish":
        publish_question(question=found, words=words, actor=request.user)
        return _("The question and its answer are published.")
    answer_question(question=found, words=words, actor=request.user, publish=do == "answer_and_publish")
    return _("The answer is on its way to the reader.")


def _first_words(found: ReaderQuestion) -> dict[str, str]:
    """The reader's own words are where an editor begins."""
    return {} if getattr(found, f"asked_{found.language}") else {f"asked_{found.language}": found.text}


def _page(request: HttpRequest, found: ReaderQuestion, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    events: list[Any] = [(VERBS.get(event.verb, event.verb), event) for event in history_of(found).select_related("actor__profile")]
    context = {"question": found, "form": form, "events": events, "reason": request.POST.get("reason", "")}
    return render(request, "library/questions/desk.html", context, status=status)
