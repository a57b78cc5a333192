"""A webinar's step as whoever learns sees it: the player inside the course, done once enough is watched."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from courses.learning.keeping import offer
from courses.learning.models import Enrolment, ScheduledActivity
from courses.learning.progress import titles_of, visit, words_for
from courses.learning.views.player import BODY, step_context
from school.foundation.keeping import is_kept

from .completing import complete_what_was_watched
from .presenting import shown_in_step


def player(request: HttpRequest, enrolment: Enrolment, scheduled: ScheduledActivity) -> HttpResponse:
    language = get_language() or "uk"
    said = words_for([scheduled.activity.key], language, enrolment.run.course.source_locale, with_body=True).get(scheduled.activity.key)
    if said is None:
        raise Http404
    if not is_kept(request):
        visit(enrolment=enrolment, activity=scheduled)
        complete_what_was_watched(enrolment=enrolment)
    titles = titles_of(enrolment.run, scheduled.schedule or [scheduled], language)
    context: dict[str, Any] = shown_in_step(request.user, scheduled, language, request.GET.get("q", ""), light=request.GET.get("light") == "1")
    context |= step_context(enrolment, scheduled, titles)
    context |= {"title": said.title, "summary": said.summary, "body": BODY.to_python(said.body), "words_language": said.locale}
    context |= {"language_note": said.locale != language, "unpublished": not said.live, "keep": offer(enrolment, context["outline"])}
    return render(request, "webinars/step.html", context)
