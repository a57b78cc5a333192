"""Letters to the author of a case: the way in, what the editor asks, what was decided, thanks."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page

from cms.pages.addresses import page_url
from school.foundation import links
from school.foundation.mail import register_purpose, write_letter
from school.foundation.models import Letter

from ..models import CaseMessage, CaseSubmission

PURPOSE = "case_submission"
DAYS = 60  # a link in a letter is good for so long; a new one is sent from the same page at any time
APART = 300  # seconds within which a second request brings no second letter


def way_in(submission: CaseSubmission) -> str:
    """Where the author goes on: their own page, or a link of their own for whoever has no account."""
    if submission.author is None:
        return links.make_link(PURPOSE, data={"submission": submission.code}, holder=submission.email, days=DAYS)
    with override(submission.language):
        return settings.PUBLIC_URL + reverse("cases:draft", args=[submission.code])


def forget_ways_in(codes: list[str]) -> None:
    links.forget_links(PURPOSE, "submission", codes)


def ways_in(draft: CaseSubmission, *, others: list[CaseSubmission]) -> None:
    key = f"case_link:{draft.code}:{int(time.time()) // APART}"
    if Letter.objects.filter(key=key).exists():
        return
    told = "\n\n".join(f"{row.title}: {way_in(row)}" for row in others)
    write_letter("case_link", key=key, to=draft.email, language=draft.language, context={"others": told, "again": _start(draft)}, url=way_in(draft))


def _start(submission: CaseSubmission) -> str:
    with override(submission.language):
        return settings.PUBLIC_URL + reverse("cases:send")


def received(submission: CaseSubmission) -> None:
    _write("case_received", submission, "once")


def asked(submission: CaseSubmission, message: CaseMessage) -> None:
    _write("case_question", submission, str(message.pk), question=message.text)


def declined(submission: CaseSubmission) -> None:
    _write("case_declined", submission, "once", reason=submission.reason)


def published(submission: CaseSubmission, page: Page) -> None:
    url = settings.PUBLIC_URL + urlsplit(page_url(page)).path
    _write("case_published", submission, "once", url=url, page_title=page.title)


def _write(purpose: str, submission: CaseSubmission, occasion: str, *, url: str = "", **extra: Any) -> None:
    key = f"{purpose}:{submission.code}:{occasion}"
    if Letter.objects.filter(key=key).exists():
        return
    to = submission.author.email if submission.author is not None else submission.email
    context = {"title": submission.title, "organisation": submission.organisation, "again": _start(submission), **extra}
    write_letter(purpose, key=key, to=to, language=submission.language, context=context, url=url or way_in(submission))


AGAIN_UK = "Посилання діє 60 днів. Якщо воно перестане працювати, впишіть свою адресу тут, і ми надішлемо нове: {{ again }}"
AGAIN_EN = "The link works for 60 days. If it stops working, write your address here and we will send a new one: {{ again }}"

WORDINGS = [
    (
        "case_link", _("The way to one’s case"), ["others", "again"],
        ("Ваш кейс: де його писати", f"Доброго дня.\n\nЗа цим посиланням Ви пишете кейс свого міста. Чернетка зберігається: можна закрити сторінку й повернутися з іншого пристрою.\n\n{{{{ others }}}}\n\n{AGAIN_UK}\n\nЯкщо Ви нічого не надсилали нам, просто не відкривайте його: за тиждень ми видалимо Вашу адресу.", "Писати кейс"),
        ("Your case: where to write it", f"Hello.\n\nBehind this link you write the case of your city. The draft is kept: you can close the page and come back from another device.\n\n{{{{ others }}}}\n\n{AGAIN_EN}\n\nIf you have not asked for this, do not open it: we delete your address within a week.", "Write the case"),
    ),
    (
        "case_received", _("A case has come to the editors"), ["title", "organisation", "again"],
        ("Ваш кейс у редактора", f"Доброго дня.\n\nМи отримали кейс «{{{{ title }}}}». Редактор прочитає його й або запитає, чого бракує, або підготує сторінку. Про кожен крок напишемо листом. Робити нічого не потрібно.\n\n{AGAIN_UK}", "Мій кейс"),
        ("Your case is with the editor", f"Hello.\n\nWe have your case “{{{{ title }}}}”. An editor will read it and either ask what is missing or prepare its page. We will write of each step. There is nothing else to do.\n\n{AGAIN_EN}", "My case"),
    ),
    (
        "case_question", _("The editor asks about a case"), ["title", "organisation", "question", "again"],
        ("Запитання про Ваш кейс", f"Доброго дня.\n\nРедактор прочитав кейс «{{{{ title }}}}» і запитує:\n\n{{{{ question }}}}\n\nВідповісти й, якщо треба, доповнити кейс можна за посиланням.\n\n{AGAIN_UK}", "Відповісти"),
        ("A question about your case", f"Hello.\n\nThe editor has read “{{{{ title }}}}” and asks:\n\n{{{{ question }}}}\n\nYou can answer, and add to the case if needed, behind the link.\n\n{AGAIN_EN}", "Answer"),
    ),
    (
        "case_declined", _("A case is declined"), ["title", "organisation", "reason", "again"],
        ("Кейс не буде опубліковано", "Доброго дня.\n\nДякуємо за кейс «{{ title }}». Цього разу ми його не опублікуємо.\n\nПричина: {{ reason }}\n\nБудемо раді іншому кейсу Вашого міста.", "Мій кейс"),
        ("The case will not be published", "Hello.\n\nThank you for “{{ title }}”. We will not publish it this time.\n\nReason: {{ reason }}\n\nWe would be glad of another case of your city.", "My case"),
    ),
    (
        "case_published", _("A case is published, with thanks"), ["title", "organisation", "page_title", "again"],
        ("Дякуємо: Ваш кейс опубліковано", "Доброго дня.\n\nКейс «{{ page_title }}» тепер у бібліотеці, і його читатимуть інші міста. Дякуємо {{ organisation }} за те, що поділилися. Якщо щось зміниться або Ви помітите помилку, дайте відповідь на цей лист.", "Відкрити сторінку"),
        ("Thank you: your case is published", "Hello.\n\n“{{ page_title }}” is in the library now, and other cities will read it. Our thanks to {{ organisation }} for sharing it. If something changes or you notice a mistake, answer this letter.", "Open the page"),
    ),
]  # fmt: skip


def register() -> None:
    for name, label, placeholders, uk, en in WORDINGS:
        register_purpose(name, label=label, placeholders=placeholders, defaults={"uk": uk, "en": en})
