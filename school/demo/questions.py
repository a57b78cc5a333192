"""Readers' questions of the demo, by the verbs: most answered and published, two waiting in the queue."""

from __future__ import annotations

from typing import Any

from cms.library.models import QuestionsPage, Topic
from cms.library.questions.answering import answer_question
from cms.library.questions.asking import ask_centre, confirm_question
from school.accounts.models import User

from . import content
from .clock import at, days
from .site import add_section

TITLE = {"uk": "Запитання читачів", "en": "Readers’ questions"}
SUMMARY = {
    "uk": "Про що питають центр і що він відповідає. Запитайте й Ви: відповідь надійде листом.",
    "en": "What people ask the centre and what it answers. Ask too: the answer comes by letter.",
}


def make_questions(library: dict[str, Any], editor: User) -> None:
    add_section(QuestionsPage, "questions", TITLE, SUMMARY, library)
    for number, row in enumerate(content.read("library/questions.yaml")):
        _question(number, row, editor)


def _question(number: int, row: dict[str, Any], editor: User) -> None:
    language = row["language"]
    with at(days(-row["days"], hour=10)):
        topic = Topic.objects.get(slug=row["topic"])
        question = ask_centre(
            user=None, name="", email=f"reader{number + 1}@example.org", topic=topic, text=row["asked"][language], may_publish=True, language=language
        )
        question = confirm_question(question=question, holder=question.email)
    if "answer" not in row:
        return
    words = {f"{name}_{code}": row[name][code] for name in ("title", "asked", "answer") for code in content.LANGUAGES}
    with at(days(-row["days"] + 1, hour=15)):
        answer_question(question=question, words=words, actor=editor, publish=True)
