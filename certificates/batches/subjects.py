"""What certificates are issued for at once: a run, a day or a webinar, and its people. Each kind tells how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.internships.models import InternshipDay
from courses.learning.enums import EnrolmentState
from courses.learning.models import CourseRun
from courses.learning.presenting import run_name
from school.accounts.finding import by_name
from school.foundation.calendar import day_words
from school.foundation.centre import words
from webinars.models import Webinar

from ..day_awards import language_of
from ..enums import AwardKind
from ..webinar_awards import hours_of

PARAMETERS = {"run": AwardKind.COURSE, "day": AwardKind.DAY, "webinar": AwardKind.WEBINAR}  # of the address


@dataclass(frozen=True)
class Subject:
    """`people` are rows with `user` and `award_key`; `earned` says which of them may have a certificate."""

    kind: AwardKind
    code: str
    record_key: str
    title: str
    people: QuerySet[Any]
    earned: Q
    language: Callable[[Any], str]
    hours: Callable[[Any], Decimal | None]
    result: Callable[[Any], str]
    link: Callable[[Any], str]
    back: str

    @property
    def parameter(self) -> str:
        return next(name for name, kind in PARAMETERS.items() if kind == self.kind)


def subject_of(kind: AwardKind, code: str) -> Subject | None:
    return {AwardKind.COURSE: _run, AwardKind.DAY: _day, AwardKind.WEBINAR: _webinar}[kind](code)


def _in_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("user__profile").order_by(*by_name("user__"), "pk")


def _run(code: str) -> Subject | None:
    run = CourseRun.objects.select_related("course").filter(code=code).first()
    if run is None:
        return None
    people = run.enrolments.filter(enrolled_at__isnull=False).exclude(state=EnrolmentState.DECLINED).annotate(award_key=F("code"))
    return Subject(
        kind=AwardKind.COURSE,
        code=code,
        record_key=str(run.course.key),
        title=f"{run.course.title}, {run_name(run, get_language() or 'uk')}",
        people=_in_order(people),
        earned=Q(completed_at__isnull=False) if run.gives_certificate else Q(pk=None),
        language=lambda row: row.language,
        hours=lambda row: run.hours,
        result=lambda row: _("finished on %(day)s") % {"day": day_words(row.completed_at, year=True)} if row.completed_at else _("not finished"),
        link=lambda row: reverse("learning:person", args=[row.code]),
        back=reverse("learning:run", args=[code]),
    )


def _day(code: str) -> Subject | None:
    day = InternshipDay.objects.select_related("internship").filter(code=code).first()
    if day is None:
        return None
    said = {True: _("present, confirmed"), False: _("was there for too short"), None: _("presence is not confirmed yet")}
    return Subject(
        kind=AwardKind.DAY,
        code=code,
        record_key=str(day.internship.key),
        title=f"{words(day.internship, 'title', get_language() or 'uk')}, {day_words(day.date, year=True)}",
        people=_in_order(day.attendances.select_related("application").annotate(award_key=F("code"))),
        earned=Q(earned=True),
        language=language_of,
        hours=lambda row: row.hours,
        result=lambda row: said[row.earned],
        link=lambda row: reverse("internships:attendance", args=[row.code]),
        back=reverse("internships:presence", args=[code]),
    )


def _webinar(code: str) -> Subject | None:
    webinar = Webinar.objects.filter(code=code).first()
    if webinar is None:
        return None
    key = Concat(Value(f"{webinar.code}:"), Cast("user_id", CharField()), output_field=CharField())
    return Subject(
        kind=AwardKind.WEBINAR,
        code=code,
        record_key=str(webinar.key),
        title=words(webinar, "title", get_language() or "uk"),
        people=_in_order(webinar.viewings.annotate(award_key=key)),
        earned=Q(reached_at__isnull=False) if webinar.gives_certificate else Q(pk=None),
        language=lambda row: row.user.language,
        hours=lambda row: hours_of(webinar),
        result=lambda row: _("watched") if row.reached_at else _("not watched enough"),
        link=lambda row: "",  # watching has no page of its own
        back=reverse("webinars:teach_webinar", args=[code]),
    )
