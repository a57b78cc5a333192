"""What people say of a day: a survey opened when presence is confirmed, for those who were there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.assessment.models import Survey, SurveyTemplate
from courses.assessment.surveys.answering import has_answered
from courses.assessment.surveys.asking import Tally
from courses.assessment.surveys.opening import default_template, open_survey
from courses.assessment.surveys.results import QuestionResult, results_of
from courses.assessment.surveys.subjects import register_subject
from school.accounts.models import User
from school.foundation.calendar import day_words, deadline, kyiv_day, last_day
from school.foundation.centre import words
from school.foundation.report_files import Section
from school.foundation.templatetags.when import number

from .models import Attendance, InternshipDay

KIND, OCCASION = "day", "feedback"


def register() -> None:
    register_subject(KIND, answerers=_answerers, keys_of=_keys_of, title=_title, url=_url)


def _were_there() -> QuerySet[Attendance]:
    return Attendance.objects.filter(settled_at__isnull=False, hours__gt=0)


def _answerers(key: str) -> QuerySet[User]:
    return User.objects.filter(is_active=True, pk__in=_were_there().filter(day__code=key).values("user"))


def _keys_of(user: Any) -> QuerySet[Any]:
    return _were_there().filter(user=user).values("day__code")


def _title(key: str, language: str) -> str:
    day = InternshipDay.objects.select_related("internship").get(code=key)
    with override(language):
        return f"{words(day.internship, 'title', language)}, {day_words(day.starts_at)}"


def _url(key: str, user: Any) -> str:
    code = Attendance.objects.filter(day__code=key, user=user).values_list("code", flat=True).first()
    return reverse("internships:attended", args=[code]) if code else reverse("internships:day", args=[key])


def form_for(day: InternshipDay) -> SurveyTemplate | None:
    """The form chosen for the day, else the centre's; None where nobody is asked."""
    return (day.feedback_form or default_template()) if day.asks_feedback else None


def feedback_of(day: InternshipDay) -> Survey | None:
    return Survey.objects.about(KIND, day.code).filter(occasion=OCCASION).first()


def ask_for_feedback(*, day: InternshipDay, actor: Any) -> Survey | None:
    """Called as presence is confirmed, before the letters; confirmed anew, the same survey goes on."""
    if found := feedback_of(day):
        return found
    if (template := form_for(day)) is None or not day.attendances.exists():
        return None
    closes_at = deadline(kyiv_day(timezone.now()) + timedelta(days=day.feedback_days))
    return open_survey(template=template, about=(KIND, day.code), occasion=OCCASION, closes_at=closes_at, actor=actor)


def asked_of(attendance: Attendance) -> dict[str, Any] | None:
    """For the person's own page: the survey, and whether it waits for them."""
    if attendance.settled_at is None or not attendance.hours or (survey := feedback_of(attendance.day)) is None:
        return None
    answered = has_answered(attendance.user, survey)
    return {"survey": survey, "answered": answered, "waits": not answered and survey.takes_answers}


def invitation(attendance: Attendance) -> str:
    """A paragraph of the letter to those present, in the active language; empty when nobody is asked."""
    survey = feedback_of(attendance.day)
    if survey is None or not attendance.hours or not survey.takes_answers:
        return ""
    secret = _("Tell us how the day was, it takes three minutes. Answers bear no names; they are taken till %(date)s:")
    named = _("Tell us how the day was, it takes three minutes. Answers are taken till %(date)s:")
    url = settings.PUBLIC_URL + reverse("assessment:survey", args=[survey.code])
    return (secret if survey.secret else named) % {"date": day_words(last_day(survey.closes_at))} + "\n" + url


def sections_of(day: InternshipDay, language: str) -> list[Section]:
    """Feedback in the day's report: only what may be shown, else why not."""
    survey = feedback_of(day)
    if survey is None:
        return []
    with override(language):
        results = results_of(survey, language)
        answered = _("%(n)d of %(all)d people answered.") % {"n": results.people, "all": _answerers(day.code).count()}
        scales = [row for row in results.questions if row.tally and row.tally.mean is not None]
        marks = [_("Marks from 1 to 5"), _("Mean"), _("Median"), _("Answers")] if scales else []
        said = Section(_("Feedback"), marks, [_mark(row) for row in scales], note=results.why_not or answered)
        return [said, *(_section(row) for row in results.questions if row not in scales)]


def _mark(row: QuestionResult) -> Sequence[str]:
    tally = row.tally or Tally()
    return row.text, number(tally.mean), number(tally.median), str(row.people)


def _section(row: QuestionResult) -> Section:
    if row.tally is None:
        return Section(row.text, [], [], note=_("Too few people answered this question to show it."))
    if row.tally.bars:
        return Section(row.text, [_("Answer"), _("People"), "%"], [(bar.label, str(bar.people), f"{bar.percent} %") for bar in row.tally.bars])
    return Section(row.text, [_("In their own words")], [(text,) for text in row.tally.texts])
