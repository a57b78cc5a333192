"""A meeting as whoever learns sees it: when, where, what to bring; afterwards whether I was there."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from courses.learning.models import Enrolment, ScheduledActivity
from courses.learning.progress import titles_of, visit, words_for
from courses.learning.views.player import BODY, learner_or_404, step_context

from ..meeting_calendars import meeting_file
from ..meeting_lists import hours_of_enrolment
from ..meeting_words import place_of
from ..models import Meeting


def player(request: HttpRequest, enrolment: Enrolment, scheduled: ScheduledActivity) -> HttpResponse:
    language = get_language() or "uk"
    said = words_for([scheduled.activity.key], language, enrolment.run.course.source_locale, with_body=True).get(scheduled.activity.key)
    if said is None:
        raise Http404
    visit(enrolment=enrolment, activity=scheduled)
    titles = titles_of(enrolment.run, scheduled.schedule or [scheduled], language)
    context: dict[str, Any] = step_context(enrolment, scheduled, titles)
    context |= {"title": said.title, "summary": said.summary, "body": BODY.to_python(said.body), "words_language": said.locale}
    context |= {"meeting": None, "presence": None, **_meeting_context(enrolment, scheduled, language)}
    return render(request, "internships/session.html", context)


def _meeting_context(enrolment: Enrolment, scheduled: ScheduledActivity, language: str) -> dict[str, Any]:
    rows = Meeting.objects.filter(activity=scheduled).select_related("trainer__profile").order_by("cancelled_at", "-starts_at")
    found = next((row for row in rows if row.cancelled_at is None), None) or (rows[0] if rows else None)
    if found is None:
        return {}
    presence = found.presences.filter(enrolment=enrolment).first()
    return {
        "meeting": found,
        "place": place_of(found, language),
        "presence": presence if presence and presence.attended is not None else None,
        "so_far": hours_of_enrolment(enrolment),
    }


@login_required
@require_GET
def calendar_file(request: HttpRequest, run_code: str, code: str) -> HttpResponse:
    """The meeting for a calendar, of whoever is enrolled."""
    enrolment = learner_or_404(request, run_code)
    rows = Meeting.objects.filter(run=enrolment.run_id).select_related("run__course", "activity__activity")
    found = get_object_or_404(rows, code=code)
    response = HttpResponse(meeting_file(found, enrolment, get_language() or "uk"), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.date.isoformat()}.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response
