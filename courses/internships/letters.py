"""What the School writes to people about a day. Wording is editable; these are the first words."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from school.foundation.calendar import KYIV, day_words
from school.foundation.centre import words
from school.foundation.mail import register_purpose, write_letter

from .models import Application

COMMON = ["name", "programme", "date", "time", "place", "centre", "url"]


def register() -> None:
    for purpose, label, extra, uk, en in WORDINGS:
        register_purpose(purpose, label=label, placeholders=[*COMMON, *extra], defaults={"uk": uk, "en": en})


def _write(purpose: str, application: Application, occasion: str, path_name: str = "internships:application", **extra: object) -> None:
    day, language = application.day, application.language
    with override(language):
        context = {
            "name": application.user.short_name,
            "programme": words(day.internship, "title", language),
            "date": day_words(day.starts_at),
            "time": f"{day.starts_at.astimezone(KYIV):%-H:%M}",
            "place": ", ".join(part for part in (words(day, "venue", language), words(day, "address", language)) if part),
            **extra,
        }
        argument = day.code if path_name == "internships:day" else application.code
        url = settings.PUBLIC_URL + reverse(path_name, args=[argument])
        write_letter(purpose, key=f"{purpose}:{application.code}:{occasion}", to=application.user.email, language=language, context=context, url=url)


def received(application: Application, *, occasion: str) -> None:
    _write("day_application_received", application, occasion)


def accepted(application: Application, *, occasion: str, promoted: bool) -> None:
    _write("day_application_promoted" if promoted else "day_application_accepted", application, occasion)


def waiting(application: Application, *, occasion: str) -> None:
    position = application.claim.place_in_queue if application.claim else 1
    _write("day_application_waiting", application, occasion, position=position)


def declined(application: Application, *, occasion: str) -> None:
    _write("day_application_declined", application, occasion, reason=application.reason)


def withdrawn(application: Application, *, occasion: str) -> None:
    _write("day_application_withdrawn", application, occasion, "internships:day", reason=application.reason)


def cancelled(application: Application, *, reason: str) -> None:
    _write("day_cancelled", application, "once", "internships:day", reason=reason)


WORDINGS = [
    (
        "day_application_received", _("Application for a day received"), [],
        ("Заявку отримано: стажування {{ date }}", "Доброго дня, {{ name }}.\n\nМи отримали Вашу заявку на стажування «{{ programme }}», {{ date }}. Координатор розгляне її й напише Вам. Робити нічого не потрібно.", "Моя заявка"),
        ("Application received: internship on {{ date }}", "Hello, {{ name }}.\n\nWe have your application for “{{ programme }}” on {{ date }}. A coordinator will look at it and write to you. There is nothing else to do.", "My application"),
    ),
    (
        "day_application_accepted", _("Application for a day accepted"), [],
        ("Чекаємо на Вас {{ date }}", "Доброго дня, {{ name }}.\n\nВи їдете на стажування «{{ programme }}». Починаємо {{ date }} о {{ time }}.\n\n{{ place }}\n\nПрограма дня й дорога – за посиланням. Якщо плани зміняться, скасуйте участь: місце перейде наступному в черзі.", "Програма дня"),
        ("We expect you on {{ date }}", "Hello, {{ name }}.\n\nYou are coming to “{{ programme }}”. We begin on {{ date }} at {{ time }}.\n\n{{ place }}\n\nThe programme and the way are behind the link. If your plans change, withdraw: the place goes to the next person in the queue.", "Programme of the day"),
    ),
    (
        "day_application_waiting", _("On the waiting list of a day"), ["position"],
        ("Ви в черзі на стажування {{ date }}", "Доброго дня, {{ name }}.\n\nВашу заявку на стажування «{{ programme }}», {{ date }}, схвалено, але всі місця вже зайняті. Ваш номер у черзі – {{ position }}. Щойно звільниться місце, ми повідомимо листом.", "Моя заявка"),
        ("You are on the waiting list for {{ date }}", "Hello, {{ name }}.\n\nYour application for “{{ programme }}” on {{ date }} is approved, but all places are taken. You are number {{ position }} in the queue. We will write as soon as a place is free.", "My application"),
    ),
    (
        "day_application_promoted", _("A place on a day was given from the waiting list"), [],
        ("Для Вас звільнилося місце: стажування {{ date }}", "Доброго дня, {{ name }}.\n\nНа стажуванні «{{ programme }}» звільнилося місце, і тепер воно Ваше. Починаємо {{ date }} о {{ time }}.\n\n{{ place }}\n\nЯкщо плани змінилися, скасуйте участь: місце перейде наступному.", "Програма дня"),
        ("A place for you: internship on {{ date }}", "Hello, {{ name }}.\n\nA place on “{{ programme }}” became free and it is yours. We begin on {{ date }} at {{ time }}.\n\n{{ place }}\n\nIf your plans have changed, withdraw: the place goes to the next person.", "Programme of the day"),
    ),
    (
        "day_application_declined", _("Application for a day declined"), ["reason"],
        ("Заявку на стажування {{ date }} відхилено", "Доброго дня, {{ name }}.\n\nНа жаль, цього разу ми не можемо запросити Вас на стажування «{{ programme }}», {{ date }}.\n\nПричина: {{ reason }}", "Моя заявка"),
        ("Application for {{ date }} declined", "Hello, {{ name }}.\n\nUnfortunately we cannot invite you to “{{ programme }}” on {{ date }} this time.\n\nReason: {{ reason }}", "My application"),
    ),
    (
        "day_application_withdrawn", _("Application for a day withdrawn"), ["reason"],
        ("Участь у стажуванні {{ date }} скасовано", "Доброго дня, {{ name }}.\n\nВашу участь у стажуванні «{{ programme }}», {{ date }}, скасовано. Поки приймаються заявки, Ви можете подати нову.\n\n{{ reason }}", "Про цей день"),
        ("Withdrawn: internship on {{ date }}", "Hello, {{ name }}.\n\nYour participation in “{{ programme }}” on {{ date }} is withdrawn. While applications are taken, you can apply again.\n\n{{ reason }}", "About this day"),
    ),
    (
        "day_cancelled", _("A day is cancelled"), ["reason"],
        ("Стажування {{ date }} скасовано", "Доброго дня, {{ name }}.\n\nСтажування «{{ programme }}», призначене на {{ date }}, не відбудеться.\n\nПричина: {{ reason }}\n\nВибачте за зміну планів.", "Інші дні"),
        ("Cancelled: internship on {{ date }}", "Hello, {{ name }}.\n\n“{{ programme }}” planned for {{ date }} will not take place.\n\nReason: {{ reason }}\n\nWe are sorry for the change of plans.", "Other days"),
    ),
]  # fmt: skip
