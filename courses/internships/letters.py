"""What the School writes to people about a day. Wording is editable; these are the first words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from school.foundation.calendar import KYIV, day_words, last_day
from school.foundation.centre import words
from school.foundation.mail import CalendarPart, register_purpose, write_letter
from school.foundation.models import Letter

from .calendars import invitation
from .day_kinds import letter_words
from .enums import ApplicationState
from .feedback import invitation as feedback_invitation
from .ical import CANCEL, REQUEST
from .materials import told_in_letter
from .models import Application, Attendance, InternshipDay

COMMON = ["name", "programme", "what", "to_what", "at_what", "date", "time", "place", "centre", "url"]


def register() -> None:
    for purpose, label, extra, uk, en in WORDINGS:
        register_purpose(purpose, label=label, placeholders=[*COMMON, *extra], defaults={"uk": uk, "en": en})


def write_about(
    purpose: str, application: Application, occasion: str, path_name: str = "internships:application", *, to_calendar: str = "", **extra: object
) -> Letter:
    """`to_calendar` is REQUEST or CANCEL for a letter that also puts the day into the person's calendar or takes it away."""
    argument = application.day.code if path_name == "internships:day" else application.code
    key = f"{purpose}:{application.code}:{occasion}"
    if to_calendar and (found := Letter.objects.filter(key=key).first()):
        return found
    part = invitation(application, to_calendar) if to_calendar else None
    return _letter(purpose, key, application.user, application.day, application.language, (path_name, argument), part, **extra)


def _letter(
    purpose: str, key: str, user: Any, day: InternshipDay, language: str, path: tuple[str, str], part: CalendarPart | None = None, **extra: object
) -> Letter:
    with override(language):
        context = {
            "name": user.short_name,
            "programme": words(day.internship, "title", language),
            **letter_words(day.kind),
            "date": day_words(day.starts_at),
            "time": f"{day.starts_at.astimezone(KYIV):%-H:%M}",
            "place": ", ".join(part for part in (words(day, "venue", language), words(day, "address", language)) if part),
            **extra,
        }
        url = settings.PUBLIC_URL + reverse(path[0], args=[path[1]])
        return write_letter(purpose, key=key, to=user.email, language=language, context=context, url=url, calendar=part)


def received(application: Application, *, occasion: str) -> None:
    write_about("day_application_received", application, occasion)


def accepted(application: Application, *, occasion: str, promoted: bool) -> None:
    write_about("day_application_promoted" if promoted else "day_application_accepted", application, occasion, to_calendar=REQUEST)


def waiting(application: Application, *, occasion: str, why: str) -> None:
    position = application.claim.place_in_queue if application.claim else 1
    write_about("day_application_waiting", application, occasion, position=position, why=why)


def declined(application: Application, *, occasion: str) -> None:
    write_about("day_application_declined", application, occasion, reason=application.reason)


def withdrawn(application: Application, *, occasion: str) -> None:
    write_about("day_application_withdrawn", application, occasion, "internships:day", to_calendar=CANCEL, reason=application.reason)


PRESENT = ("day_present", "day_present_test", "day_present_short")


def present(attendance: Attendance, *, long_enough: bool) -> None:
    """Once, when presence is first confirmed: with the certificate on its way, the test that is still to be done, or why there is none."""
    purpose = "day_present" if attendance.earned else "day_present_test" if long_enough else "day_present_short"
    language = attendance.application.language if attendance.application else attendance.user.language
    path = ("internships:application", attendance.application.code) if attendance.application else ("internships:attended", attendance.code)
    if Letter.objects.filter(key__in=[f"{name}:{attendance.code}" for name in PRESENT]).exists():
        return
    with override(language):
        run = attendance.day.concluding
        until = day_words(last_day(run.ends_at)) if run is not None and run.ends_at else ""
        hours = number_format(attendance.hours.normalize() if attendance.hours else 0)
        feedback = feedback_invitation(attendance)
        materials = told_in_letter(attendance.day, language, settings.PUBLIC_URL + reverse(path[0], args=[path[1]]))
    said: dict[str, Any] = {"hours": hours, "share": attendance.day.required_share, "until": until, "feedback": feedback, "materials": materials}
    _letter(purpose, f"{purpose}:{attendance.code}", attendance.user, attendance.day, language, path, **said)


def absent(application: Application) -> bool:
    """True when this is the first time it is said."""
    if Letter.objects.filter(key=f"day_absent:{application.code}:once").exists():
        return False
    write_about("day_absent", application, "once", "internships:day")
    return True


def cancelled(application: Application, *, reason: str) -> None:
    write_about("day_cancelled", application, "once", "internships:day", to_calendar=CANCEL, reason=reason)


def when_and_where(day: InternshipDay) -> dict[str, str]:
    """By language: «12 грудня, 9:00, Прозорий офіс»."""
    said = {}
    for language in ("uk", "en"):
        with override(language):
            parts = (
                day_words(day.starts_at),
                f"{day.starts_at.astimezone(KYIV):%-H:%M}",
                words(day, "venue", language),
                words(day, "address", language),
            )
            said[language] = ", ".join(part for part in parts if part)
    return said


def moved(application: Application, *, was: dict[str, str], reason: str) -> None:
    """`was` and what is now are told side by side; whoever has a place gets it moved in the calendar."""
    method = REQUEST if application.state == ApplicationState.ACCEPTED else ""
    language = "en" if application.language == "en" else "uk"
    now = when_and_where(application.day)[language]
    write_about("day_moved", application, str(application.day.sequence), to_calendar=method, was=was[language], now=now, reason=reason)


def reminder(application: Application, *, week: bool) -> None:
    """Of a date: moved to another one, the day is reminded of anew."""
    write_about(_reminder(week), application, application.day.date.isoformat(), "internships:pass")


def reminded(day: InternshipDay, *, week: bool) -> set[str]:
    """Codes of applications that were reminded of this date."""
    keys = {f"{_reminder(week)}:{code}:{day.date.isoformat()}": code for code in day.applications.values_list("code", flat=True)}
    return {keys[key] for key in Letter.objects.filter(key__in=keys).values_list("key", flat=True)}


def _reminder(week: bool) -> str:
    return "day_reminder_week" if week else "day_reminder_eve"


WORDINGS = [
    (
        "day_application_received", _("Application for a day received"), [],
        ("Заявку отримано: {{ what }}, {{ date }}", "Доброго дня, {{ name }}.\n\nМи отримали Вашу заявку {{ to_what }} «{{ programme }}», {{ date }}. Координатор розгляне її й напише Вам. Робити нічого не потрібно.", "Моя заявка"),
        ("Application received: {{ what }} on {{ date }}", "Hello, {{ name }}.\n\nWe have your application for “{{ programme }}” on {{ date }}. A coordinator will look at it and write to you. There is nothing else to do.", "My application"),
    ),
    (
        "day_application_accepted", _("Application for a day accepted"), [],
        ("Чекаємо на Вас {{ date }}", "Доброго дня, {{ name }}.\n\nВи їдете {{ to_what }} «{{ programme }}». Починаємо {{ date }} о {{ time }}.\n\n{{ place }}\n\nПрограма дня й дорога – за посиланням. Якщо плани зміняться, скасуйте участь: місце перейде наступному в черзі.", "Програма дня"),
        ("We expect you on {{ date }}", "Hello, {{ name }}.\n\nYou are coming to “{{ programme }}”. We begin on {{ date }} at {{ time }}.\n\n{{ place }}\n\nThe programme and the way are behind the link. If your plans change, withdraw: the place goes to the next person in the queue.", "Programme of the day"),
    ),
    (
        "day_application_waiting", _("On the waiting list of a day"), ["position", "why"],
        ("Ви в черзі {{ to_what }} {{ date }}", "Доброго дня, {{ name }}.\n\nВашу заявку {{ to_what }} «{{ programme }}», {{ date }}, схвалено. {{ why }} Ваш номер у черзі – {{ position }}. Щойно звільниться місце, ми повідомимо листом.", "Моя заявка"),
        ("You are on the waiting list for {{ date }}", "Hello, {{ name }}.\n\nYour application for “{{ programme }}” on {{ date }} is approved. {{ why }} You are number {{ position }} in the queue. We will write as soon as a place is free.", "My application"),
    ),
    (
        "day_application_promoted", _("A place on a day was given from the waiting list"), [],
        ("Для Вас звільнилося місце: {{ what }}, {{ date }}", "Доброго дня, {{ name }}.\n\nЗвільнилося місце {{ at_what }} «{{ programme }}», і тепер воно Ваше. Починаємо {{ date }} о {{ time }}.\n\n{{ place }}\n\nЯкщо плани змінилися, скасуйте участь: місце перейде наступному.", "Програма дня"),
        ("A place for you: {{ what }} on {{ date }}", "Hello, {{ name }}.\n\nA place on “{{ programme }}” became free and it is yours. We begin on {{ date }} at {{ time }}.\n\n{{ place }}\n\nIf your plans have changed, withdraw: the place goes to the next person.", "Programme of the day"),
    ),
    (
        "day_application_declined", _("Application for a day declined"), ["reason"],
        ("Заявку відхилено: {{ what }}, {{ date }}", "Доброго дня, {{ name }}.\n\nНа жаль, цього разу ми не можемо запросити Вас {{ to_what }} «{{ programme }}», {{ date }}.\n\nПричина: {{ reason }}", "Моя заявка"),
        ("Application for {{ date }} declined", "Hello, {{ name }}.\n\nUnfortunately we cannot invite you to “{{ programme }}” on {{ date }} this time.\n\nReason: {{ reason }}", "My application"),
    ),
    (
        "day_application_withdrawn", _("Application for a day withdrawn"), ["reason"],
        ("Участь скасовано: {{ what }}, {{ date }}", "Доброго дня, {{ name }}.\n\nВашу участь скасовано: {{ what }} «{{ programme }}», {{ date }}. Поки приймаються заявки, Ви можете подати нову.\n\n{{ reason }}", "Про цей день"),
        ("Withdrawn: {{ what }} on {{ date }}", "Hello, {{ name }}.\n\nYour participation in “{{ programme }}” on {{ date }} is withdrawn. While applications are taken, you can apply again.\n\n{{ reason }}", "About this day"),
    ),
    (
        "day_cancelled", _("A day is cancelled"), ["reason"],
        ("Скасовано: {{ what }}, {{ date }}", "Доброго дня, {{ name }}.\n\n{{ date }} не відбудеться {{ what }} «{{ programme }}».\n\nПричина: {{ reason }}\n\nВибачте за зміну планів.", "Інші дні"),
        ("Cancelled: {{ what }} on {{ date }}", "Hello, {{ name }}.\n\n“{{ programme }}” planned for {{ date }} will not take place.\n\nReason: {{ reason }}\n\nWe are sorry for the change of plans.", "Other days"),
    ),
    (
        "day_moved", _("A day is moved"), ["was", "now", "reason"],
        ("Перенесено: {{ what }}, {{ date }}, {{ time }}", "Доброго дня, {{ name }}.\n\nПеренесено: {{ what }} «{{ programme }}».\n\nБуло: {{ was }}.\nТепер: {{ now }}.\n\nПричина: {{ reason }}\n\nВаша заявка, місце чи номер у черзі лишаються за Вами. Якщо новий час Вам не підходить, скасуйте участь за посиланням.", "Моя заявка"),
        ("Moved: {{ what }} on {{ date }}, {{ time }}", "Hello, {{ name }}.\n\n“{{ programme }}” is moved.\n\nIt was: {{ was }}.\nNow: {{ now }}.\n\nReason: {{ reason }}\n\nYour application, your place or your turn in the queue stay yours. If the new time does not suit you, withdraw behind the link.", "My application"),
    ),
    (
        "day_reminder_week", _("A week before a day"), [],
        ("За тиждень чекаємо на Вас: {{ date }}", "Доброго дня, {{ name }}.\n\n«{{ programme }}» – {{ date }} о {{ time }}.\n\n{{ place }}\n\nВаша перепустка за посиланням: відкрийте її на телефоні, і вона лишиться там без інтернету. Якщо не зможете приїхати, скасуйте участь зараз: місце чекає наступний у черзі.", "Моя перепустка"),
        ("In a week: {{ what }} on {{ date }}", "Hello, {{ name }}.\n\n“{{ programme }}” is on {{ date }} at {{ time }}.\n\n{{ place }}\n\nYour pass is behind the link: open it on your phone, and it stays there without the Internet. If you cannot come, withdraw now: the next person in the queue is waiting for the place.", "My pass"),
    ),
    (
        "day_reminder_eve", _("A day before a day"), [],
        ("Завтра чекаємо на Вас о {{ time }}", "Доброго дня, {{ name }}.\n\nЗавтра, {{ date }}, о {{ time }} – {{ what }} «{{ programme }}».\n\n{{ place }}\n\nПокажіть на вході перепустку: вона за посиланням. Відкрийте її сьогодні, поки є інтернет.", "Моя перепустка"),
        ("Tomorrow at {{ time }}: we expect you", "Hello, {{ name }}.\n\n“{{ programme }}” is tomorrow, {{ date }}, at {{ time }}.\n\n{{ place }}\n\nShow your pass at the entrance: it is behind the link. Open it today, while there is the Internet.", "My pass"),
    ),
    (
        "day_present", _("After a day: to those who were there"), ["hours", "materials", "feedback"],
        ("Дякуємо, що були з нами {{ date }}", "Доброго дня, {{ name }}.\n\nВи були {{ at_what }} «{{ programme }}» {{ date }}. Академічних годин зараховано: {{ hours }}. Сертифікат уже готується: щойно він буде, надішлемо листа.\n\n{{ materials }}\n\n{{ feedback }}\n\nПодробиці – за посиланням.", "Мій день"),
        ("Thank you for coming on {{ date }}", "Hello, {{ name }}.\n\nYou took part in “{{ programme }}” on {{ date }}. Academic hours counted: {{ hours }}. Your certificate is being made; we will write as soon as it is ready.\n\n{{ materials }}\n\n{{ feedback }}\n\nMore is behind the link.", "My day"),
    ),
    (
        "day_present_short", _("After a day: to those who were there for too little"), ["hours", "share", "materials", "feedback"],
        ("Дякуємо, що були з нами {{ date }}", "Доброго дня, {{ name }}.\n\nВи були {{ at_what }} «{{ programme }}» {{ date }}. Академічних годин зараховано: {{ hours }}. Сертифікат видаємо тим, хто був щонайменше на {{ share }} % занять, тож цього разу його не буде. Якщо ми помилилися, напишіть нам.\n\n{{ materials }}\n\n{{ feedback }}\n\nПодробиці – за посиланням.", "Мій день"),
        ("Thank you for coming on {{ date }}", "Hello, {{ name }}.\n\nYou took part in “{{ programme }}” on {{ date }}. Academic hours counted: {{ hours }}. A certificate is given to those who were there for at least {{ share }} % of the classes, so there is none this time. If we are mistaken, write to us.\n\n{{ materials }}\n\n{{ feedback }}\n\nMore is behind the link.", "My day"),
    ),
    (
        "day_present_test", _("After a day: the concluding test is still to be done"), ["hours", "until", "materials", "feedback"],
        ("Лишився підсумковий тест: {{ date }}", "Доброго дня, {{ name }}.\n\nВи були на стажуванні «{{ programme }}» {{ date }}. Академічних годин зараховано: {{ hours }}. До сертифіката лишився підсумковий тест{% if until %}: складіть його до {{ until }} включно{% endif %}.\n\nТест – за посиланням, на сторінці Вашого дня.\n\n{{ materials }}\n\n{{ feedback }}", "Мій день"),
        ("The concluding test is left: {{ date }}", "Hello, {{ name }}.\n\nYou took part in “{{ programme }}” on {{ date }}. Academic hours counted: {{ hours }}. The concluding test is all that is left before the certificate{% if until %}: do it by {{ until }}{% endif %}.\n\nThe test is behind the link, on the page of your day.\n\n{{ materials }}\n\n{{ feedback }}", "My day"),
    ),
    (
        "day_absent", _("After a day: to those who did not come"), [],
        ("Ми чекали на Вас {{ date }}", "Доброго дня, {{ name }}.\n\nУ нас було для Вас місце {{ at_what }} «{{ programme }}» {{ date }}, та ми Вас не побачили. Сподіваємося, все гаразд. Якщо Ви все-таки були, напишіть нам: виправимо.\n\nКоли буде наступний день, подивіться за посиланням.", "Інші дні"),
        ("We expected you on {{ date }}", "Hello, {{ name }}.\n\nThere was a place for you on “{{ programme }}” on {{ date }}, but we did not see you. We hope all is well. If you were there after all, write to us and we will correct it.\n\nSee when the next day is behind the link.", "Other days"),
    ),
]  # fmt: skip
