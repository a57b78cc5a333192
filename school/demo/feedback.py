"""What people said of the day that was held: the form, sixteen sheets, the survey closed in its time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from courses.assessment.models import Survey, SurveyQuestion, SurveyTemplate, TemplateQuestion
from courses.assessment.surveys.answering import answer_survey
from courses.assessment.surveys.closing import close_due_surveys
from courses.internships.feedback import feedback_of
from courses.internships.models import InternshipDay

from . import content
from .clock import at, days


def make_form() -> SurveyTemplate:
    told = content.read("internship/feedback.yaml")
    form = SurveyTemplate(default=True, secret=True, **_said(told, "title"), **_said(told, "intro"))
    form.questions = [
        TemplateQuestion(
            sort_order=number,
            kind=row["kind"],
            required=row.get("required", True),
            **_said(row, "text"),
            **_said(row, "low"),
            **_said(row, "high"),
            **{f"options_{code}": "\n".join(row.get("options", {}).get(code, [])) for code in content.LANGUAGES},
        )
        for number, row in enumerate(told["questions"])
    ]
    form.save()
    return form


def _said(row: dict[str, Any], name: str) -> dict[str, str]:
    return {f"{name}_{code}": row.get(name, {}).get(code, "") for code in content.LANGUAGES}


def answer_after_the_day() -> None:
    """Last of all: closing ends with a job that needs every transaction to be over."""
    day = InternshipDay.objects.filter(starts_at__lt=days(0), cancelled_at=None).order_by("-starts_at").first()
    if day is not None:
        answer_feedback(day)


def answer_feedback(day: InternshipDay) -> None:
    """Whoever was there answers one after another; in its time the survey closes."""
    survey = feedback_of(day)
    if survey is None:
        return
    people = [row.user for row in day.attendances.filter(hours__gt=0).select_related("user").order_by("arrived_at")]
    for number, (user, row) in enumerate(zip(people, content.read("internship/feedback.yaml")["said"], strict=False)):
        with at(survey.opens_at + timedelta(hours=3 + number * 13)):
            answer_survey(survey=survey, user=user, answers=_sheet(survey, row))
    with at(survey.closes_at + timedelta(minutes=4)):
        close_due_surveys()


def _sheet(survey: Survey, row: list[Any]) -> dict[str, Any]:
    return {question.uuid.hex: _answer(question, said) for question, said in zip(survey.questions.all(), row, strict=True) if said != "-"}


def _answer(question: SurveyQuestion, said: Any) -> Any:
    if question.kind == "one":
        return question.options[said - 1]["key"]
    if question.kind == "several":
        return [question.options[number - 1]["key"] for number in said]
    return said
