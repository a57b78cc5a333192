"""The desk of questions in Wagtail, beside captions, chapters and slides."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.assessment.models import Question

from ..models import QuestionMoment, Webinar
from ..rules import webinar_to_change_or_404
from ..words.desk import common
from ..words.transcript import clock
from .asked import concluding, pausing, questions_of
from .editing import move, put_question, take_away
from .forms import edit_handler


@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """All of them; POST moves one within the test or takes one away."""
    webinar = webinar_to_change_or_404(request.user, code)
    if request.method == "POST":
        return _change(request, webinar)
    rows = questions_of(webinar)
    shown = [{"question": row.question, "clock": clock(row.at) if row.at is not None else "", "at": row.at} for row in rows]
    context = {
        "pausing": [row for row in shown if row["at"] is not None],
        "concluding": [row for row in shown if row["at"] is None],
        "counts": (len(pausing(rows)), len(concluding(rows))),
    }
    return render(request, "webinars/admin/questions.html", common(webinar, "questions") | context)


def _change(request: HttpRequest, webinar: Webinar) -> HttpResponse:
    question = get_object_or_404(Question.objects.of_test(webinar.key), code=request.POST.get("question", ""))
    deed = request.POST.get("do", "")
    if deed == "away":
        take_away(webinar=webinar, question=question, actor=request.user)
        messages.success(request, _("The question is asked no more. What people answered is kept."))
    elif deed in ("up", "down"):
        move(webinar=webinar, question=question, up=deed == "up")
    else:
        raise Http404
    return redirect("webinar_questions", webinar.code)


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, code: str, uuid: UUID | None = None) -> HttpResponse:
    webinar = webinar_to_change_or_404(request.user, code)
    asked = get_object_or_404(Question.objects.of_test(webinar.key), uuid=uuid) if uuid else Question(test_key=webinar.key)
    handler = edit_handler()
    moment = QuestionMoment.objects.filter(question=asked).first() if asked.pk else None
    initial = {"moment": clock(moment.at_seconds) if moment else request.GET.get("at", "")[:12]}
    form = handler.get_form_class()(request.POST or None, instance=asked, initial=initial, for_user=request.user)
    form.webinar = webinar
    if request.method == "POST" and form.is_valid():
        put_question(webinar=webinar, question=form.save(commit=False), at=form.cleaned_data["moment"], actor=request.user)
        messages.success(request, _("Saved. The question is asked in this wording now; answers given before keep theirs."))
        return redirect("webinar_questions", code)
    panel = handler.get_bound_panel(instance=asked, request=request, form=form)
    context = {"panel": panel, "media": panel.media + form.media, "asked": asked, "form": form}
    return render(request, "webinars/admin/question.html", common(webinar, "questions") | context, status=400 if form.is_bound else 200)
