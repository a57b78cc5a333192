"""The one reminder of a survey. Wording is editable; these are the first words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from school.foundation.calendar import day_words, last_day
from school.foundation.centre import words
from school.foundation.mail import register_purpose, write_letter
from school.foundation.models import Letter

from .models import Survey
from .subjects import subject_of

PURPOSE = "survey_reminder"


def register() -> None:
    register_purpose(PURPOSE, label=_("Reminder of a survey"), placeholders=["name", "title", "about", "date", "centre", "url"], defaults=WORDING)


def reminder_key(survey: Survey, user: Any) -> str:
    return f"{PURPOSE}:{survey.code}:{user.code}"


def remind(survey: Survey, user: Any) -> Letter:
    language = user.language
    with override(language):
        context = {
            "name": user.short_name,
            "title": words(survey, "title", language),
            "about": subject_of(survey).title(survey.about_key, language),
            "date": day_words(last_day(survey.closes_at)),
        }
        url = settings.PUBLIC_URL + reverse("assessment:survey", args=[survey.code])
        return write_letter(PURPOSE, key=reminder_key(survey, user), to=user.email, language=language, context=context, url=url)


WORDING = {
    "uk": ("Ще можна відповісти: {{ title }}", "Доброго дня, {{ name }}.\n\nМи просили Вашого відгуку: {{ about }}. Чекаємо на відповіді до {{ date }} включно. Це кілька хвилин, і наступного разу буде краще саме завдяки Вам.\n\nЯкщо відповідати не хочете, нічого робити не треба: більше ми не нагадуватимемо.", "Відповісти"),
    "en": ("You can still answer: {{ title }}", "Hello, {{ name }}.\n\nWe asked you about this: {{ about }}. Answers are taken till {{ date }}. It takes a few minutes, and next time will be better because of you.\n\nIf you would rather not answer, there is nothing to do: we will not remind you again.", "Answer"),
}  # fmt: skip
