"""A person's own page, gathered from the rooms below. Queries do not grow with the number of courses."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.models import Certificate
from courses.assessment.models import Survey
from courses.assessment.surveys.answering import waiting_for
from courses.internships.meeting_lists import coming_of
from courses.internships.meeting_words import clock
from courses.internships.models import Application
from courses.internships.presenting import day_card
from courses.learning.enums import EnrolmentState
from courses.learning.models import Enrolment
from courses.learning.presenting import run_name
from courses.learning.progress import outline_for, with_progress, words_for
from courses.learning.views.player import stopped_at
from school.foundation.centre import words as words_of


def my_learning(user: Any, language: str) -> dict[str, Any]:
    rows = list(
        with_progress(Enrolment.objects.of(user).current()).select_related("run__course", "run__offer", "claim", "user").order_by("-requested_at")
    )
    words = words_for([row.run.course.key for row in rows], language, language)
    source = words_for([row.run.course.key for row in rows], "uk", "uk") if language != "uk" else words
    courses = [_course(row, words.get(row.run.course.key) or source.get(row.run.course.key), language) for row in rows]
    certificates = list(Certificate.objects.filter(person=user).order_by("-issued_at")[:20])
    return {
        "resume": _resume(rows, courses, language),
        "courses": courses,
        "agenda": _agenda(courses, user, language),
        "certificates": certificates,
        "hours": sum(row.run.hours for row in rows if row.completed_at),
    }


def _course(row: Enrolment, words: Any, language: str) -> dict[str, Any]:
    started = row.run.teaches_now
    if row.completed_at:
        state, tone = _("Finished"), "ok"
    elif row.state == EnrolmentState.ACTIVE:
        state, tone = (_("Under way"), "accent") if started else (_("Not begun yet"), "")
    elif row.state == EnrolmentState.WAITING:
        state, tone = _("Waiting list"), "warn"
    else:
        state, tone = _("Waits for approval"), "warn"
    return {
        "enrolment": row,
        "run": row.run,
        "run_name": run_name(row.run, language),
        "title": words.title if words else row.run.course.title,
        "url": words.url if words else "",
        "key": str(row.run.course.key),
        "cloth": row.run.course.cloth,
        "state": state,
        "tone": tone,
        "done": row.done,
        "total": row.total,
        "can_withdraw": row.completed_at is None,
        "queue": row.claim.place_in_queue if row.state == EnrolmentState.WAITING and row.claim else None,
    }


def _resume(rows: list[Enrolment], courses: list[dict[str, Any]], language: str) -> dict[str, Any] | None:
    """The course last learnt in, else the first begun; where to go on and how much is left."""
    going = [row for row in rows if row.state == EnrolmentState.ACTIVE and not row.completed_at and row.run.teaches_now]
    if not going:
        return None
    latest = max(going, key=lambda row: (row.seen_at or row.enrolled_at, row.pk))
    outline = outline_for(latest, language)
    step = stopped_at(latest, outline) or outline.next_step
    if step is None:
        return None
    part = next(part for part in outline.parts if step in part.steps)
    card = next(card for card in courses if card["enrolment"] == latest)
    return {"course": card, "outline": outline, "step": step, "part": part, "part_number": outline.parts.index(part) + 1, "enrolment": latest}


def _agenda(courses: list[dict[str, Any]], user: Any, language: str) -> list[dict[str, Any]]:
    """What has a date, nearest first: starts and ends of runs, days applied for."""
    now = timezone.now()
    items: list[dict[str, Any]] = []
    for card in courses:
        run = card["run"]
        if run.starts_at > now:
            items.append({"at": run.starts_at, "title": card["title"], "url": card["url"], "text": _("Learning starts"), "tone": "accent"})
        elif run.ends_at and run.ends_at > now and not card["enrolment"].completed_at:
            items.append(
                {
                    "at": run.ends_at,
                    "title": card["title"],
                    "url": card["url"],
                    "text": _("Learning ends: finish the required steps by then"),
                    "tone": "warn",
                    "deadline": True,
                }
            )
    for application in (
        Application.objects.filter(user=user, day__starts_at__gt=now)
        .exclude(state="withdrawn")
        .select_related("day__internship", "day__offer", "claim")
    ):
        day = day_card(application.day, language)
        items.append(
            {
                "at": application.day.starts_at,
                "title": day["title"],
                "url": day["url"],
                "text": application.get_state_display(),
                "tone": "",
                "application": application,
            }
        )
    items += [_survey(survey, language) for survey in waiting_for(user)]
    return sorted([*items, *_meetings(user, language)], key=lambda item: item["at"])


def _survey(survey: Survey, language: str) -> dict[str, Any]:
    url = reverse("assessment:survey", args=[survey.code])
    return {
        "at": survey.closes_at,
        "title": words_of(survey, "title", language),
        "url": url,
        "text": _("Your answers are awaited"),
        "tone": "warn",
        "deadline": True,
    }


def _meetings(user: Any, language: str) -> list[dict[str, Any]]:
    """The next meeting in a room of each run."""
    rows = []
    for row in coming_of(user, language):
        meeting = row["meeting"]
        url = reverse("learning:activity", args=[meeting.run.code, meeting.activity.activity.code])
        rows.append(
            {"at": meeting.starts_at, "title": row["title"], "url": url, "text": f"{clock(meeting.starts_at)}, {row['place']}", "tone": "accent"}
        )
    return rows
