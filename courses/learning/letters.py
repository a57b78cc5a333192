"""What the School writes to people about their learning. Wording is editable; these are the first words."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from school.foundation.calendar import day_words
from school.foundation.mail import register_purpose, write_letter

from .models import Enrolment

COMMON = ["name", "course", "run", "starts", "centre", "url"]


def register() -> None:
    for purpose, label, extra, uk, en in WORDINGS:
        register_purpose(purpose, label=label, placeholders=[*COMMON, *extra], defaults={"uk": uk, "en": en})


def _write(purpose: str, enrolment: Enrolment, occasion: str, path: str, **extra: object) -> None:
    language = enrolment.language
    run = enrolment.run
    with override(language):
        context = {
            "name": enrolment.user.short_name,
            "course": _title(enrolment),
            "run": run.name_en if language == "en" and run.name_en else run.name_uk,
            "starts": day_words(run.starts_at),
            **extra,
        }
        url = settings.PUBLIC_URL + path
        write_letter(purpose, key=f"{purpose}:{enrolment.code}:{occasion}", to=enrolment.user.email, language=language, context=context, url=url)


def _title(enrolment: Enrolment) -> str:
    from .progress import words_for

    course = enrolment.run.course
    words = words_for([course.key], enrolment.language, course.source_locale)
    return words[course.key].title if course.key in words else course.title


def _start(enrolment: Enrolment) -> str:
    return reverse("learning:course_start", args=[enrolment.run.code])


def requested(enrolment: Enrolment, *, occasion: str) -> None:
    _write("enrolment_requested", enrolment, occasion, reverse("dashboard:my"))


def waiting(enrolment: Enrolment) -> None:
    position = enrolment.claim.place_in_queue if enrolment.claim else 1
    _write("enrolment_waiting", enrolment, str(enrolment.claim_id), reverse("dashboard:my"), position=position)


def enrolled(enrolment: Enrolment, *, occasion: str, promoted: bool) -> None:
    _write("enrolment_promoted" if promoted else "enrolment_confirmed", enrolment, occasion, _start(enrolment))


def declined(enrolment: Enrolment, *, occasion: str) -> None:
    _write("enrolment_declined", enrolment, occasion, reverse("dashboard:my"), reason=enrolment.reason)


def withdrawn(enrolment: Enrolment, *, occasion: str) -> None:
    _write("enrolment_withdrawn", enrolment, occasion, reverse("dashboard:my"), reason=enrolment.reason)


def run_cancelled(enrolment: Enrolment, *, reason: str) -> None:
    _write("run_cancelled", enrolment, "once", reverse("dashboard:my"), reason=reason)


def starts_soon(enrolment: Enrolment) -> None:
    _write("run_starts_soon", enrolment, enrolment.run.starts_at.date().isoformat(), _start(enrolment))


WORDINGS = [
    (
        "run_starts_soon", _("Learning starts tomorrow"), [],
        ("Завтра починаємо: {{ course }}", "Доброго дня, {{ name }}.\n\nНавчання на курсі «{{ course }}» починається {{ starts }}. Перший урок уже чекає на Вас.", "Перейти до курсу"),
        ("Starting tomorrow: {{ course }}", "Hello, {{ name }}.\n\n“{{ course }}” starts on {{ starts }}. The first lesson is waiting for you.", "Go to the course"),
    ),
    (
        "enrolment_confirmed", _("Enrolled on a course"), [],
        ("Ви записані: {{ course }}", "Доброго дня, {{ name }}.\n\nВи записані на курс «{{ course }}», група «{{ run }}». Навчання починається {{ starts }}. Програму та перший урок видно вже тепер.", "Відкрити курс"),
        ("You are enrolled: {{ course }}", "Hello, {{ name }}.\n\nYou are enrolled on “{{ course }}”, group “{{ run }}”. Learning starts on {{ starts }}. The programme and the first lesson are there already.", "Open the course"),
    ),
    (
        "enrolment_requested", _("Request to enrol received"), [],
        ("Заявку отримано: {{ course }}", "Доброго дня, {{ name }}.\n\nМи отримали Вашу заявку на курс «{{ course }}», група «{{ run }}». Координатор розгляне її й напише Вам. Робити нічого не потрібно.", "Мої курси"),
        ("Request received: {{ course }}", "Hello, {{ name }}.\n\nWe have your request to join “{{ course }}”, group “{{ run }}”. A coordinator will look at it and write to you. There is nothing else to do.", "My courses"),
    ),
    (
        "enrolment_waiting", _("On the waiting list"), ["position"],
        ("Ви в черзі: {{ course }}", "Доброго дня, {{ name }}.\n\nМісць на курсі «{{ course }}» зараз немає. Ви в черзі, Ваш номер – {{ position }}. Щойно звільниться місце, ми запишемо Вас і повідомимо листом.", "Мої курси"),
        ("You are on the waiting list: {{ course }}", "Hello, {{ name }}.\n\n“{{ course }}” is full now. You are number {{ position }} in the queue. As soon as a place is free, we enrol you and write.", "My courses"),
    ),
    (
        "enrolment_promoted", _("A place was given from the waiting list"), [],
        ("Для Вас звільнилося місце: {{ course }}", "Доброго дня, {{ name }}.\n\nНа курсі «{{ course }}» звільнилося місце, і ми записали Вас. Навчання починається {{ starts }}. Якщо плани змінилися, скасуйте запис: місце перейде наступному.", "Відкрити курс"),
        ("A place for you: {{ course }}", "Hello, {{ name }}.\n\nA place on “{{ course }}” became free and we enrolled you. Learning starts on {{ starts }}. If your plans have changed, withdraw: the place goes to the next person.", "Open the course"),
    ),
    (
        "enrolment_declined", _("Request to enrol declined"), ["reason"],
        ("Заявку відхилено: {{ course }}", "Доброго дня, {{ name }}.\n\nНа жаль, цього разу ми не можемо записати Вас на курс «{{ course }}».\n\nПричина: {{ reason }}", "Інші курси"),
        ("Request declined: {{ course }}", "Hello, {{ name }}.\n\nUnfortunately we cannot enrol you on “{{ course }}” this time.\n\nReason: {{ reason }}", "Other courses"),
    ),
    (
        "enrolment_withdrawn", _("Withdrawn from a course"), ["reason"],
        ("Запис скасовано: {{ course }}", "Доброго дня, {{ name }}.\n\nВаш запис на курс «{{ course }}» скасовано. Пройдене збережено: якщо запишетеся знову, продовжите з того самого місця.\n\n{{ reason }}", "Мої курси"),
        ("Enrolment cancelled: {{ course }}", "Hello, {{ name }}.\n\nYour enrolment on “{{ course }}” is cancelled. What you have done is kept: enrol again and you go on from the same place.\n\n{{ reason }}", "My courses"),
    ),
    (
        "run_cancelled", _("A run was cancelled"), ["reason"],
        ("Групу скасовано: {{ course }}", "Доброго дня, {{ name }}.\n\nНа жаль, групу «{{ run }}» на курсі «{{ course }}» скасовано. Пройдене збережено.\n\nПричина: {{ reason }}", "Мої курси"),
        ("Run cancelled: {{ course }}", "Hello, {{ name }}.\n\nUnfortunately the run “{{ run }}” of “{{ course }}” is cancelled. What you have done is kept.\n\nReason: {{ reason }}", "My courses"),
    ),
]  # fmt: skip
