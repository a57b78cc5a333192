"""Forms and surveys as the verbs make them, about a subject of the tests' own."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from courses.assessment.models import Survey, SurveyTemplate, TemplateQuestion
from courses.assessment.surveys import subjects
from courses.assessment.surveys.answering import answer_survey
from courses.assessment.surveys.opening import open_survey
from school.accounts.models import User

KIND = "of_tests"
USEFUL = {
    "kind": "scale",
    "text_uk": "Чи було корисно?",
    "text_en": "Was it useful?",
    "low_uk": "ні",
    "high_uk": "дуже",
    "low_en": "no",
    "high_en": "very",
}
PLAN = {"kind": "one", "text_uk": "Чи будете робити?", "text_en": "Will you do it?", "options_uk": "Так\nНі", "options_en": "Yes\nNo"}
BEST = {
    "kind": "several",
    "text_uk": "Що сподобалося?",
    "text_en": "What did you like?",
    "options_uk": "Зустріч\nПрактика\nОбід",
    "options_en": "",
    "required": False,
}
WORDS = {"kind": "text", "text_uk": "Що змінити?", "text_en": "What to change?", "required": False}
_numbers = count(1)
_asked: dict[str, set[int]] = {}


def _answerers(key: str) -> Any:
    return User.objects.filter(pk__in=_asked[key], is_active=True)


subjects.register_subject(
    KIND,
    answerers=_answerers,
    keys_of=lambda user: [key for key, people in _asked.items() if user.pk in people],
    title=lambda key, language: {"uk": "Зустріч", "en": "Meeting"}[language],
    url=lambda key, user: "/my/",
)


def make_template(*, questions: Any = (USEFUL, PLAN, BEST, WORDS), **fields: Any) -> SurveyTemplate:
    template = SurveyTemplate(**{"title_uk": "Яким був день?", "title_en": "How was it?", "intro_uk": "Читає центр.", "default": True, **fields})
    template.questions = [TemplateQuestion(sort_order=n, **row) for n, row in enumerate(questions)]
    template.save()
    return template


def make_survey(*people: User, days: int = 14, **fields: Any) -> Survey:
    """Open now, for these people."""
    key = f"key-{next(_numbers)}"
    _asked[key] = {user.pk for user in people}
    template = make_template(**{"default": False, **fields})
    return open_survey(template=template, about=(KIND, key), occasion="feedback", closes_at=timezone.now() + timedelta(days=days), actor=None)


def sheet(survey: Survey, *said: Any) -> dict[str, Any]:
    """Answers in the order of the questions; a choice by its number from 0, None where left out."""
    made = {}
    for question, value in zip(survey.questions.all(), said, strict=False):
        if question.options and value is not None:
            keys = [option["key"] for option in question.options]
            value = [keys[n] for n in value] if isinstance(value, list) else keys[value]
        made[question.uuid.hex] = value
    return made


def answer(survey: Survey, user: User, *said: Any) -> None:
    answer_survey(survey=survey, user=user, answers=sheet(survey, *(said or (4, 0, [0, 2], ""))))
