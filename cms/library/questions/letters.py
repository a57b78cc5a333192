"""Letters to whoever asked: confirm the address, the answer, why there is none."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.pages.addresses import page_url
from school.foundation.calendar import kyiv_day
from school.foundation.links import make_link
from school.foundation.mail import register_purpose, write_letter
from school.foundation.models import Letter, LetterState

from ..models import QuestionState, ReaderQuestion

PURPOSE = "reader_question"
HELLO_UK, HELLO_EN = "Доброго дня{% if name %}, {{ name }}{% endif %}.", "Good day{% if name %}, {{ name }}{% endif %}."


def register() -> None:
    for purpose, label, places, uk, en in WORDINGS:
        register_purpose(purpose, label=label, placeholders=["name", "question", "centre", "url", *places], defaults={"uk": uk, "en": en})


def confirm(question: ReaderQuestion, *, days: int) -> None:
    """At most one a day: whoever sends the form again has perhaps lost the first."""
    key = f"question_confirm:{question.code}:{kyiv_day(timezone.now()).isoformat()}"
    if Letter.objects.filter(key=key).exists():
        return
    url = make_link(PURPOSE, data={"question": question.code}, holder=question.email, days=days)
    _write("question_confirm", key, question, url, days=days)


def answered(question: ReaderQuestion) -> None:
    _write("question_answered", f"question_answered:{question.code}", question, _address(question), answer=question.answer)


def declined(question: ReaderQuestion) -> None:
    _write("question_declined", f"question_declined:{question.code}", question, "", reason=question.reason)


def forget(codes: list[str]) -> None:
    for code in codes:
        rows = Letter.objects.filter(key__contains=f":{code}", purpose__startswith="question_")
        rows.exclude(state=LetterState.SENT).update(state=LetterState.DROPPED)
        rows.update(to="erased@invalid.invalid", subject="", text="", html="")


def _write(purpose: str, key: str, question: ReaderQuestion, url: str, **extra: object) -> None:
    context = {"name": question.name, "question": question.text, **extra}
    write_letter(purpose, key=key, to=question.email, language=question.language, context=context, url=url)


def _address(question: ReaderQuestion) -> str:
    from ..models import QuestionsPage

    if question.state != QuestionState.PUBLISHED:
        return ""
    page = QuestionsPage.objects.live().filter(locale__language_code=question.language).first()
    return f"{settings.PUBLIC_URL}{page.address_of(question)}" if page and page_url(page) else ""


WORDINGS = [
    (
        "question_confirm", _("Question to the centre: confirm the address"), ["days"],
        ("Підтвердьте своє запитання", HELLO_UK + "\n\nВи поставили центрові запитання:\n\n{{ question }}\n\nЩоб воно дійшло до редактора, підтвердьте, що ця адреса Ваша. Посилання діє {{ days }} днів. Якщо запитували не Ви, нічого не робіть: і запитання, і адресу буде забуто.", "Підтвердити запитання"),
        ("Confirm your question", HELLO_EN + "\n\nYou asked the centre:\n\n{{ question }}\n\nConfirm that this address is yours, and the question goes to an editor. The link is good for {{ days }} days. If it was not you, do nothing: the question and the address will be forgotten.", "Confirm the question"),
    ),
    (
        "question_answered", _("Question to the centre: the answer"), ["answer"],
        ("Відповідь на Ваше запитання", HELLO_UK + "\n\nВи запитували:\n\n{{ question }}\n\nВідповідаємо:\n\n{{ answer }}{% if url %}\n\nЗа Вашою згодою запитання з відповіддю оприлюднено, без Вашого імені.{% endif %}", "Переглянути на сайті"),
        ("The answer to your question", HELLO_EN + "\n\nYou asked:\n\n{{ question }}\n\nOur answer:\n\n{{ answer }}{% if url %}\n\nAs you agreed, question and answer are published, without your name.{% endif %}", "See it on the site"),
    ),
    (
        "question_declined", _("Question to the centre: why there is no answer"), ["reason"],
        ("Про Ваше запитання", HELLO_UK + "\n\nВи запитували:\n\n{{ question }}\n\nНа жаль, ми на нього не відповімо. {{ reason }}", ""),
        ("About your question", HELLO_EN + "\n\nYou asked:\n\n{{ question }}\n\nUnfortunately we are not going to answer it. {{ reason }}", ""),
    ),
]  # fmt: skip
