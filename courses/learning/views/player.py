"""Learning happens here: /learn/<run>/<activity>/."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cms.pages.blocks import BodyBlock
from school.foundation.history import history_of
from school.foundation.keeping import is_kept, saved_since, waited
from school.foundation.memo import remember
from school.foundation.numbers import whole_number

from ..enums import CompletionRule, EnrolmentState
from ..keeping import offer
from ..kinds import kind_named
from ..models import CourseRun, Enrolment, ScheduledActivity, Words
from ..progress import Outline, Step, TooSoon, left_to_read, mark_done, outline_for, schedule_of, titles_of, visit
from ..reading import take_reading
from ..rules import runs_seen_by

BODY = BodyBlock()


def learner_or_404(request: HttpRequest, run_code: str) -> Enrolment:
    """The asker's own active enrolment; nobody else's is ever found."""
    enrolment = get_object_or_404(Enrolment.objects.active().select_related("run__course"), run__code=run_code, user=request.user)
    enrolment.user = request.user
    return enrolment


@login_required
@require_GET
def course_start(request: HttpRequest, run_code: str) -> HttpResponse:
    """Go on where one stopped: the last open page, else the first step that is not done."""
    enrolment = Enrolment.objects.select_related("run__course").filter(run__code=run_code, user=request.user).first()
    if enrolment is None or enrolment.state != EnrolmentState.ACTIVE:
        return _not_learning(request, run_code, enrolment)
    if enrolment.run.cancelled_at is not None:
        event = history_of(enrolment.run).filter(verb="cancel_run").first()
        context = {"run": enrolment.run, "reason": event.reason if event else "", **_outline_context(enrolment)}
        return render(request, "learning/cancelled.html", context)
    if not enrolment.run.teaches_now:
        return render(request, "learning/not_started.html", {"enrolment": enrolment, "run": enrolment.run, **_outline_context(enrolment)})
    outline = outline_for(enrolment, get_language() or "uk")
    step = stopped_at(enrolment, outline) or outline.next_step or (outline.steps[0] if outline.steps else None)
    if step is None:
        raise Http404
    return redirect("learning:activity", run_code, step.code)


def _not_learning(request: HttpRequest, run_code: str, enrolment: Enrolment | None) -> HttpResponse:
    run = get_object_or_404(CourseRun.objects.select_related("course"), code=run_code)
    if enrolment is None:
        raise Http404
    return render(request, "learning/not_enrolled.html", {"run": run, "enrolment": enrolment}, status=403)


def _outline_context(enrolment: Enrolment) -> dict[str, Any]:
    return {"outline": outline_for(enrolment, get_language() or "uk")}


def stopped_at(enrolment: Enrolment, outline: Outline) -> Step | None:
    last = enrolment.visits.values_list("activity_id", flat=True).first()
    by_pk = {step.activity.pk: step for step in outline.steps}
    step = by_pk.get(last) if last else None
    if step is None or not step.open:
        return None
    return outline.next_step or step if step.done else step


@login_required
def activity(request: HttpRequest, run_code: str, activity_code: str) -> HttpResponse:
    """Open a step. Its kind decides what the person sees."""
    enrolment, scheduled, refusal = find_step(request, run_code, activity_code)
    if refusal is not None:
        return refusal
    return kind_named(scheduled.kind).player(request, enrolment, scheduled)


def find_step(request: HttpRequest, run_code: str, activity_code: str) -> tuple[Enrolment, ScheduledActivity, HttpResponse | None]:
    enrolment = learner_or_404(request, run_code)
    schedule = schedule_of(enrolment.run)
    scheduled = next((row for row in schedule if row.activity.code == activity_code), None)
    if scheduled is None:
        raise Http404
    scheduled.schedule = schedule
    refusal = None
    if not enrolment.run.teaches_now:
        refusal = redirect("learning:course_start", run_code)
    else:
        released = scheduled.module.released_at(max(enrolment.enrolled_at, enrolment.run.starts_at))
        step = Step(scheduled, "", False, released)
        if not step.open:
            refusal = render(
                request, "learning/not_released.html", {"at": released, "run": enrolment.run, "enrolment": enrolment, **_outline_context(enrolment)}
            )
    return enrolment, scheduled, refusal


def step_context(enrolment: Enrolment, scheduled: ScheduledActivity, words: dict[Any, Words] | None = None) -> dict[str, Any]:
    """What every kind's page shows around itself: outline, place in it, neighbours."""
    language = get_language() or "uk"
    outline = outline_for(enrolment, language, scheduled.schedule, words)
    step = next((step for step in outline.steps if step.activity.pk == scheduled.pk), None)
    context: dict[str, Any] = {
        "enrolment": enrolment,
        "run": enrolment.run,
        "outline": outline,
        "scheduled": scheduled,
        "activity": scheduled.activity,
    }
    if step is None:  # retired from this run: still readable, no longer part of the count
        return context | {
            "step": Step(scheduled, scheduled.activity.title, True, None, current=True),
            "part": None,
            "previous": None,
            "following": None,
        }
    step.current = True
    part = next(part for part in outline.parts if step in part.steps)
    previous, following = outline.around(step)
    return context | {
        "step": step,
        "part": part,
        "part_number": outline.parts.index(part) + 1,
        "step_number": part.steps.index(step) + 1,
        "previous": previous,
        "following": following,
    }


def lesson(request: HttpRequest, enrolment: Enrolment, scheduled: ScheduledActivity) -> HttpResponse:
    language = get_language() or "uk"
    titles = titles_of(enrolment.run, scheduled.schedule or [scheduled], language)
    words = titles.get(scheduled.activity.key)
    if words is None:
        raise Http404
    if not is_kept(request):
        visit(enrolment=enrolment, activity=scheduled)
    context = step_context(enrolment, scheduled, titles)
    if is_kept(request) and scheduled.completion == CompletionRule.TIMED:
        context["reading"] = max(left_to_read(enrolment=enrolment, activity=scheduled), 0)
    context |= {
        "title": words.title,
        "summary": words.summary,
        "body": lambda: remember(f"body:{words.pk}:{language}", lambda: _rendered(words), version=words.version),
        "language_note": words.locale != language,
        "words_language": words.locale,
        "unpublished": not words.live,
        "keep": offer(enrolment, context["outline"]),
    }
    return render(request, "learning/lesson.html", context)


def _rendered(words: Words) -> SafeString:
    """A lesson's blocks know no learner; its version changes whenever its words do."""
    return mark_safe(BODY.to_python(words.body).render_as_block())


@login_required
@require_POST
def complete(request: HttpRequest, run_code: str, activity_code: str) -> HttpResponse:
    """«Done, on to the next one»."""
    enrolment, scheduled, refusal = find_step(request, run_code, activity_code)
    if refusal is not None:
        return _not_taken(scheduled, _("it is not open now.")) if waited(request) else refusal
    try:
        mark_done(enrolment=enrolment, activity=scheduled, from_copy=_took_reading(request, enrolment, scheduled))
    except TooSoon as wait:
        text = ngettext(
            "Read for %(n)d more minute: this step counts by time.", "Read for %(n)d more minutes: this step counts by time.", wait.minutes
        )
        text %= {"n": wait.minutes}
        if waited(request):
            return _not_taken(scheduled, text)
        messages.info(request, text)
        return redirect("learning:activity", run_code, activity_code)
    return JsonResponse({"done": True}) if waited(request) else redirect(_next_address(request, enrolment, scheduled))


def _took_reading(request: HttpRequest, enrolment: Enrolment, scheduled: ScheduledActivity) -> bool:
    """What a copy on a device measured, which the form brings with the stamp of the copy; not every form comes from one."""
    since, seconds = saved_since(request.user, request.POST.get("stamp", "")), whole_number(request.POST.get("read", ""))
    if since is None or seconds is None:
        return False
    take_reading(enrolment=enrolment, activity=scheduled, seconds=seconds, since=since)
    return True


def _not_taken(scheduled: ScheduledActivity, why: str) -> HttpResponse:
    """To whoever marked it without a network."""
    text = _("«%(title)s», marked without a network, was not counted: %(why)s") % {"title": scheduled.activity.title, "why": why}
    return JsonResponse({"error": text}, status=409)


def _next_address(request: HttpRequest, enrolment: Enrolment, scheduled: ScheduledActivity) -> str:
    from django.urls import reverse

    run = enrolment.run.code
    outline = outline_for(enrolment, get_language() or "uk", scheduled.schedule)
    step = next((step for step in outline.steps if step.activity.pk == scheduled.pk), None)
    following = outline.around(step)[1] if step else None
    if following is not None and following.open:
        return reverse("learning:activity", args=[run, following.code])
    if outline.finished:
        return reverse("learning:finished", args=[run])
    left = outline.next_step
    if left is not None and left.activity.pk != scheduled.pk:
        messages.info(request, _("You have reached the end. This step is still waiting for you."))
        return reverse("learning:activity", args=[run, left.code])
    return reverse("learning:activity", args=[run, scheduled.activity.code])


@login_required
@require_GET
def finished(request: HttpRequest, run_code: str) -> HttpResponse:
    """What is done, and what is still missing for the certificate."""
    enrolment = learner_or_404(request, run_code)
    return render(request, "learning/finished.html", {"enrolment": enrolment, "run": enrolment.run, **_outline_context(enrolment)})


@login_required
@require_GET
def preview(request: HttpRequest, run_code: str) -> HttpResponse:
    """A trainer or coordinator looks at a run's outline as a learner would."""
    run = get_object_or_404(runs_seen_by(request.user).select_related("course"), code=run_code)
    shown = Enrolment(run=run, user=request.user, state=EnrolmentState.ACTIVE)
    return render(request, "learning/teach/outline.html", {"run": run, "outline": outline_for(shown, get_language() or "uk")})
