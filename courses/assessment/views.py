"""A learner takes a test: start, one question a page, hand in, result. No JavaScript needed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.learning.models import Enrolment, ScheduledActivity
from courses.learning.progress import visit, words_for
from courses.learning.views.player import find_step, step_context

from .attempts import CannotAttempt, attempts_left, attempts_of, save_answer, start_attempt, submit_attempt
from .enums import AttemptState
from .models import Attempt


def player(request: HttpRequest, enrolment: Enrolment, scheduled: ScheduledActivity) -> HttpResponse:
    """The test's page: what it asks, attempts made, go on or begin."""
    visit(enrolment=enrolment, activity=scheduled)
    return render(request, "assessment/start.html", _start_context(enrolment, scheduled))


def _start_context(enrolment: Enrolment, scheduled: ScheduledActivity, **extra: Any) -> dict[str, Any]:
    language = get_language() or "uk"
    words = words_for([scheduled.activity.key], language, enrolment.run.course.source_locale, with_body=False)
    said = words.get(scheduled.activity.key)
    attempts = attempts_of(enrolment, scheduled)
    open_one = next((row for row in attempts if row.state == AttemptState.OPEN), None)
    handed_in = [row for row in attempts if row.state == AttemptState.SUBMITTED]
    return step_context(enrolment, scheduled) | {
        "title": said.title if said else scheduled.activity.title,
        "summary": said.summary if said else "",
        "attempts": handed_in,
        "open_attempt": open_one,
        "left": attempts_left(scheduled, len(attempts)),
        "rules": scheduled.rules,
        "passed": any(grade.passed for row in handed_in for grade in row.grades.all()),
        **extra,
    }


@login_required
@require_POST
def start(request: HttpRequest, run_code: str, activity_code: str) -> HttpResponse:
    enrolment, scheduled, refusal = find_step(request, run_code, activity_code)
    if refusal is not None:
        return refusal
    try:
        attempt = start_attempt(enrolment=enrolment, activity=scheduled, language=get_language() or "uk")
    except CannotAttempt as problem:
        messages.error(request, str(problem))
        return redirect("learning:activity", run_code, activity_code)
    return redirect("assessment:question", run_code, activity_code, attempt.number, _first_open(attempt))


def _first_open(attempt: Attempt) -> int:
    answered = {str(key) for key in attempt.answers.exclude(chosen=[]).values_list("question", flat=True)}
    numbers = [number for number, row in enumerate(attempt.paper["questions"], 1) if row["uuid"] not in answered]
    return numbers[0] if numbers else len(attempt.paper["questions"])


def attempt_or_404(request: HttpRequest, run_code: str, activity_code: str, number: int) -> Attempt:
    """The asker's own attempt."""
    rows = Attempt.objects.select_related("enrolment__run__course", "enrolment__user", "activity__activity", "activity__module__module")
    return get_object_or_404(
        rows,
        number=number,
        activity__activity__code=activity_code,
        enrolment__run__code=run_code,
        enrolment__user=request.user,
        enrolment__state="active",
    )


@login_required
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, run_code: str, activity_code: str, number: int, at: int) -> HttpResponse:
    """One question. POST keeps the answer and goes where the pressed button says."""
    attempt = attempt_or_404(request, run_code, activity_code, number)
    asked = attempt.paper["questions"]
    if not 1 <= at <= len(asked):
        raise Http404
    if attempt.state == AttemptState.SUBMITTED:
        messages.info(request, _("This attempt is already handed in; the answers in it stay as they were."))
        return redirect("assessment:result", run_code, activity_code, number)
    if request.method == "POST":
        return _keep(request, attempt, run_code, activity_code, at)
    return render(request, "assessment/question.html", _question_context(attempt, at))


def _keep(request: HttpRequest, attempt: Attempt, run_code: str, activity_code: str, at: int) -> HttpResponse:
    asked = attempt.paper["questions"][at - 1]
    try:
        save_answer(attempt=attempt, question=asked["uuid"], chosen=request.POST.getlist("option"))
    except CannotAttempt as problem:
        messages.info(request, str(problem))
        return redirect("assessment:result", run_code, activity_code, attempt.number)
    if request.headers.get("X-Autosave"):
        return JsonResponse({"saved": True})
    goto = request.POST.get("goto", "")
    if goto == "review":
        return redirect("assessment:review", run_code, activity_code, attempt.number)
    last = len(attempt.paper["questions"])
    target = int(goto) if goto.isdigit() and 1 <= int(goto) <= last else at + 1
    if target > last:
        return redirect("assessment:review", run_code, activity_code, attempt.number)
    return redirect("assessment:question", run_code, activity_code, attempt.number, target)


def _question_context(attempt: Attempt, at: int) -> dict[str, Any]:
    saved = {str(row.question): row.chosen for row in attempt.answers.all()}
    asked = attempt.paper["questions"][at - 1]
    chosen = saved.get(asked["uuid"], [])
    return {
        "attempt": attempt,
        "run": attempt.enrolment.run,
        "activity": attempt.activity.activity,
        "title": _title(attempt),
        "at": at,
        "count": len(attempt.paper["questions"]),
        "question": asked,
        "options": [{**option, "chosen": option["uuid"] in chosen} for option in asked["options"]],
        "numbers": [{"at": n, "done": bool(saved.get(row["uuid"])), "current": n == at} for n, row in enumerate(attempt.paper["questions"], 1)],
        "answered": sum(bool(chosen) for chosen in saved.values()),
    }


def _title(attempt: Attempt) -> str:
    activity = attempt.activity.activity
    words = words_for([activity.key], get_language() or "uk", attempt.enrolment.run.course.source_locale)
    return words[activity.key].title if activity.key in words else activity.title


@login_required
@require_GET
def review(request: HttpRequest, run_code: str, activity_code: str, number: int) -> HttpResponse:
    """What is answered and what is not, before handing in."""
    attempt = attempt_or_404(request, run_code, activity_code, number)
    if attempt.state == AttemptState.SUBMITTED:
        return redirect("assessment:result", run_code, activity_code, number)
    context = _question_context(attempt, 1)
    for row in context["numbers"]:
        row["current"] = False
    context["unanswered"] = [row["at"] for row in context["numbers"] if not row["done"]]
    return render(request, "assessment/review.html", context)


@login_required
@require_POST
def submit(request: HttpRequest, run_code: str, activity_code: str, number: int) -> HttpResponse:
    attempt = attempt_or_404(request, run_code, activity_code, number)
    submit_attempt(attempt=attempt)
    return redirect("assessment:result", run_code, activity_code, number)


@login_required
@require_GET
def result(request: HttpRequest, run_code: str, activity_code: str, number: int) -> HttpResponse:
    """Points, and for every question what was answered, what is right and why."""
    attempt = attempt_or_404(request, run_code, activity_code, number)
    grade = attempt.grade
    if grade is None:
        return redirect("assessment:question", run_code, activity_code, number, 1)
    saved = {str(row.question): row.chosen for row in attempt.answers.all()}
    rows = [_judged(at, row, saved.get(row["uuid"], [])) for at, row in enumerate(attempt.paper["questions"], 1)]
    made = Attempt.objects.filter(enrolment=attempt.enrolment, activity=attempt.activity).count()
    left = attempts_left(attempt.activity, made)
    reveal = grade.passed or left == 0
    context = step_context(attempt.enrolment, attempt.activity) | {"attempt": attempt, "grade": grade, "title": _title(attempt), "left": left}
    context |= {"wrong": [row for row in rows if not row["right"]], "right": [row for row in rows if row["right"]], "reveal": reveal}
    context["needed"] = -(-int(grade.out_of) * attempt.paper["pass_mark"] // 100)
    return render(request, "assessment/result.html", context)


def _judged(at: int, row: dict[str, Any], chosen: list[str]) -> dict[str, Any]:
    right = [option for option in row["options"] if option["right"]]
    picked = [option for option in row["options"] if option["uuid"] in chosen]
    good = bool(right) and {option["uuid"] for option in picked} == {option["uuid"] for option in right}
    said = [option["feedback"] for option in picked if option["feedback"]]
    return {"at": at, "text": row["text"], "points": row["points"], "right": good, "picked": picked, "answers": right, "feedback": said}
