"""What a person has earned, in words ready to be frozen. Rooms below decide that it is earned; here it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.assessment.results import best_results
from courses.learning.enums import EnrolmentState
from courses.learning.models import CoursePage, Enrolment
from courses.learning.presenting import run_name
from school.foundation.calendar import KYIV
from school.foundation.centre import words

from .enums import AwardKind
from .once import once


@dataclass(frozen=True)
class Award:
    """`key` names what was earned (an enrolment's code), `record_key` what it was earned in (a course's key).

    Every word is in `language`; `second_title` is the title in Ukrainian where that is not the language.
    """

    kind: str
    key: str
    record_key: str
    person: Any
    language: str
    title: str
    hours: Decimal
    starts: date
    ends: date
    second_title: str = ""
    run: str = ""
    what_kind: str = ""
    form: str = ""
    deed: dict[str, str] = field(default_factory=dict)  # what it is given for, by template field, where it is no course
    results: list[dict[str, Any]] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    project: str = ""
    partners: list[dict[str, Any]] = field(default_factory=list)


class NotEarned(Exception):
    """There is nothing to certify (yet)."""


_builders: dict[str, Callable[[str], Award]] = {}


def register(kind: str, builder: Callable[[str], Award]) -> None:
    """`builder` takes the award's key and answers with the award, or raises NotEarned."""
    _builders[kind] = builder


def award_of(kind: str, key: str) -> Award:
    return _builders[kind](key)


def kyiv_today() -> date:
    return timezone.localdate(timezone=KYIV)


def course_award(key: str) -> Award:
    """The award behind a completed enrolment, by its code."""
    enrolment = Enrolment.objects.select_related("run__course", "run__project", "user__profile").filter(code=key).first()
    if enrolment is None or enrolment.completed_at is None or enrolment.state == EnrolmentState.DECLINED or not enrolment.run.gives_certificate:
        raise NotEarned(key)
    run, language = enrolment.run, enrolment.language
    page = course_page(run.course.key, language) or course_page(run.course.key, run.course.source_locale)
    begun = max(run.starts_at, enrolment.enrolled_at or run.starts_at).astimezone(KYIV).date()
    done = enrolment.completed_at.astimezone(KYIV).date()
    with override(language):
        return Award(
            kind=AwardKind.COURSE,
            key=key,
            record_key=str(run.course.key),
            person=enrolment.user,
            language=language,
            title=page.title if page else run.course.title,
            second_title=title_in_ukrainian(run.course, language),
            run=run_name(run, language),
            what_kind=_("training course"),
            form=_("in person and at a distance") if run.in_room else _("distance learning"),
            hours=run.hours,
            starts=min(begun, done),
            ends=done,
            results=[{"title": row.title, "percent": row.percent} for row in best_results(enrolment, language) if row.passed],
            outcomes=[str(child.value) for child in page.outcomes] if page else [],
            **project_words(run.project, language),
        )


def course_page(key: Any, language: str) -> CoursePage | None:
    return once(("page", key, language), CoursePage.objects.filter(translation_key=key, locale__language_code=language, live=True).first)


def title_in_ukrainian(course: Any, language: str) -> str:
    if language == "uk":
        return ""
    page = course_page(course.key, "uk")
    return page.title if page else course.title


def project_words(project: Any, language: str) -> dict[str, Any]:
    if project is None:
        return {}
    partners = [
        {
            "name": row.value.get(f"name_{language}") or row.value["name_uk"],
            "role": row.value["role"],
            "logo": row.value["logo"].file.name if row.value.get("logo") else "",
        }
        for row in project.partners
    ]
    return {"project": words(project, "name", language), "partners": partners}
