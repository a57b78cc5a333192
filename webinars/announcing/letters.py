"""What the School writes to those who register. Wording is editable; these are the first words."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from courses.internships.ical import CANCEL, REQUEST
from school.foundation.calendar import KYIV, day_words
from school.foundation.centre import words
from school.foundation.mail import register_purpose, write_letter
from school.foundation.models import Letter

from ..models import Registration
from .calendars import invitation
from .hours import when_words
from .states import RegistrationState

COMMON = ["name", "webinar", "date", "time", "till", "centre", "url"]


def register() -> None:
    for purpose, label, extra, uk, en in WORDINGS:
        register_purpose(purpose, label=label, placeholders=[*COMMON, *extra], defaults={"uk": uk, "en": en})


def _write(purpose: str, registration: Registration, occasion: str, *, to_calendar: str = "", path: str = "registration", **extra: object) -> Letter:
    """`to_calendar` is REQUEST or CANCEL for a letter that also puts the webinar into the person's calendar or takes it away."""
    key = f"{purpose}:{registration.code}:{occasion}"
    if (found := Letter.objects.filter(key=key).first()) is not None:
        return found
    part = invitation(registration, to_calendar) if to_calendar else None
    webinar, language = registration.webinar, registration.language
    starts, ends = webinar.starts_at or registration.told_starts_at, webinar.ends_at or registration.told_starts_at
    with override(language):
        context = {
            "name": registration.user.short_name,
            "webinar": words(webinar, "title", language),
            "date": day_words(starts),
            "time": f"{starts.astimezone(KYIV):%-H:%M}",
            "till": f"{ends.astimezone(KYIV):%-H:%M}",
            **extra,
        }
        url = settings.PUBLIC_URL + reverse(f"webinars:{path}", args=[webinar.code])
        return write_letter(purpose, key=key, to=registration.user.email, language=language, context=context, url=url, calendar=part)


def registered(registration: Registration, *, occasion: str, promoted: bool) -> None:
    minutes = registration.webinar.link_minutes
    _write("webinar_promoted" if promoted else "webinar_registered", registration, occasion, to_calendar=REQUEST, minutes=minutes)


def waiting(registration: Registration, *, occasion: str) -> None:
    position = registration.claim.place_in_queue if registration.claim else 1
    _write("webinar_waiting", registration, occasion, position=position)


def withdrawn(registration: Registration, *, occasion: str, reason: str) -> None:
    with override(registration.language):
        why = gettext("Reason: %(reason)s") % {"reason": reason} if reason else ""
    _write("webinar_withdrawn", registration, occasion, to_calendar=CANCEL, why=why)


def moved(registration: Registration) -> None:
    """From the date the person was last told; whoever has a place gets it moved in the calendar."""
    webinar = registration.webinar
    with override(registration.language):
        was = when_words(registration.told_starts_at, registration.told_minutes)
        now = when_words(webinar.starts_at or registration.told_starts_at, webinar.length_minutes)
    method = REQUEST if registration.state == RegistrationState.REGISTERED else ""
    _write("webinar_moved", registration, str(webinar.sequence), to_calendar=method, was=was, now=now)


def cancelled(registration: Registration) -> None:
    _write("webinar_cancelled", registration, "once", to_calendar=CANCEL, reason=registration.webinar.cancelled_why)


def reminder_key(purpose: str, registration: Registration) -> str:
    """Of a moment: moved to another one, the webinar is reminded of anew."""
    return f"{purpose}:{registration.code}:{_moment(registration)}"


def _moment(registration: Registration) -> str:
    return (registration.webinar.starts_at or registration.told_starts_at).astimezone(KYIV).isoformat(timespec="minutes")


def reminder(purpose: str, registration: Registration) -> None:
    _write(purpose, registration, _moment(registration), path="enter" if purpose == "webinar_hour" else "registration")


WORDINGS = [
    (
        "webinar_registered", _("Registered for a webinar"), ["minutes"],
        ("Ви зареєстровані: {{ webinar }}, {{ date }}", "Доброго дня, {{ name }}.\n\nВи зареєстровані на вебінар «{{ webinar }}»: {{ date }}, {{ time }} – {{ till }}, онлайн.\n\nЗа {{ minutes }} хв до початку за посиланням з’явиться кнопка «Увійти». Там же можна заздалегідь надіслати запитання доповідачам. Подія вже у Вашому календарі: якщо дату змінимо, вона переїде сама.\n\nЯкщо плани зміняться, скасуйте реєстрацію: місце перейде наступному в черзі.", "Моя реєстрація"),
        ("You are registered: {{ webinar }}, {{ date }}", "Hello, {{ name }}.\n\nYou are registered for the webinar “{{ webinar }}”: {{ date }}, {{ time }} – {{ till }} Kyiv time, online.\n\nThe button “Enter” appears behind the link {{ minutes }} min before the start. You can send questions to the speakers ahead there too. The event is in your calendar: if the date changes, it moves by itself.\n\nIf your plans change, withdraw: the place goes to the next person in the queue.", "My registration"),
    ),
    (
        "webinar_waiting", _("On the waiting list of a webinar"), ["position"],
        ("Ви в черзі на вебінар {{ date }}", "Доброго дня, {{ name }}.\n\nУсі місця на вебінарі «{{ webinar }}», {{ date }} о {{ time }}, зайняті. Ваш номер у черзі – {{ position }}. Щойно звільниться місце, воно стане Вашим, і ми напишемо. Запис вебінару згодом буде на його сторінці для всіх.", "Моя реєстрація"),
        ("You are on the waiting list for the webinar on {{ date }}", "Hello, {{ name }}.\n\nAll places at the webinar “{{ webinar }}” on {{ date }} at {{ time }} are taken. You are number {{ position }} in the queue. As soon as a place is free it is yours, and we will write. The recording will be on its page later, for everybody.", "My registration"),
    ),
    (
        "webinar_promoted", _("A place at a webinar was given from the waiting list"), ["minutes"],
        ("Для Вас звільнилося місце: {{ webinar }}, {{ date }}", "Доброго дня, {{ name }}.\n\nЗвільнилося місце на вебінарі «{{ webinar }}», і тепер воно Ваше: {{ date }}, {{ time }} – {{ till }}, онлайн.\n\nКнопка «Увійти» з’явиться за посиланням за {{ minutes }} хв до початку. Якщо плани змінилися, скасуйте реєстрацію: місце перейде наступному в черзі.", "Моя реєстрація"),
        ("A place for you: {{ webinar }}, {{ date }}", "Hello, {{ name }}.\n\nA place at the webinar “{{ webinar }}” became free and it is yours: {{ date }}, {{ time }} – {{ till }} Kyiv time, online.\n\nThe button “Enter” appears behind the link {{ minutes }} min before the start. If your plans have changed, withdraw: the place goes to the next person.", "My registration"),
    ),
    (
        "webinar_withdrawn", _("Registration for a webinar is withdrawn"), ["why"],
        ("Реєстрацію скасовано: {{ webinar }}, {{ date }}", "Доброго дня, {{ name }}.\n\nВашу реєстрацію на вебінар «{{ webinar }}», {{ date }} о {{ time }}, скасовано. Нагадувань більше не буде. Поки реєстрація відкрита, Ви можете зареєструватися знову.\n\n{{ why }}", "Про вебінар"),
        ("Registration withdrawn: {{ webinar }}, {{ date }}", "Hello, {{ name }}.\n\nYour registration for the webinar “{{ webinar }}” on {{ date }} at {{ time }} is withdrawn. There will be no more reminders. While registration is open you can register again.\n\n{{ why }}", "About the webinar"),
    ),
    (
        "webinar_moved", _("A webinar is moved"), ["was", "now"],
        ("Вебінар перенесено на {{ date }}, {{ time }}: {{ webinar }}", "Доброго дня, {{ name }}.\n\nВебінар «{{ webinar }}» перенесено.\n\nБуло: {{ was }}.\nТепер: {{ now }}.\n\nВаше місце чи номер у черзі лишаються за Вами. Якщо новий час не підходить, скасуйте реєстрацію за посиланням.", "Моя реєстрація"),
        ("Webinar moved to {{ date }}, {{ time }}: {{ webinar }}", "Hello, {{ name }}.\n\nThe webinar “{{ webinar }}” is moved.\n\nIt was: {{ was }}.\nNow: {{ now }}.\n\nYour place or your turn in the queue stay yours. If the new time does not suit you, withdraw behind the link.", "My registration"),
    ),
    (
        "webinar_cancelled", _("A webinar is cancelled"), ["reason"],
        ("Вебінар {{ date }} скасовано: {{ webinar }}", "Доброго дня, {{ name }}.\n\nВебінар «{{ webinar }}», {{ date }} о {{ time }}, не відбудеться.\n\nПричина: {{ reason }}\n\nВибачте за зміну планів.", "Про вебінар"),
        ("Webinar on {{ date }} cancelled: {{ webinar }}", "Hello, {{ name }}.\n\nThe webinar “{{ webinar }}” on {{ date }} at {{ time }} will not be held.\n\nReason: {{ reason }}\n\nWe are sorry for the change of plans.", "About the webinar"),
    ),
    (
        "webinar_eve", _("A day before a webinar"), [],
        ("Завтра о {{ time }}: {{ webinar }}", "Доброго дня, {{ name }}.\n\n{{ date }} о {{ time }} – вебінар «{{ webinar }}», до {{ till }}, онлайн.\n\nЩе можна надіслати запитання доповідачам і проголосувати за запитання інших. Якщо не зможете бути, скасуйте реєстрацію: на місце чекає наступна людина.", "Моя реєстрація"),
        ("Tomorrow at {{ time }}: {{ webinar }}", "Hello, {{ name }}.\n\nThe webinar “{{ webinar }}” is on {{ date }} at {{ time }}, till {{ till }} Kyiv time, online.\n\nThere is still time to send a question to the speakers and to vote for others’ questions. If you cannot come, withdraw: the next person waits for the place.", "My registration"),
    ),
    (
        "webinar_hour", _("An hour before a webinar"), [],
        ("За годину починаємо: {{ webinar }}", "Доброго дня, {{ name }}.\n\nСьогодні о {{ time }} – вебінар «{{ webinar }}», до {{ till }}. Кнопка нижче веде просто до нього.", "Увійти"),
        ("We begin in an hour: {{ webinar }}", "Hello, {{ name }}.\n\nThe webinar “{{ webinar }}” begins today at {{ time }}, till {{ till }} Kyiv time. The button below leads straight there.", "Enter"),
    ),
]  # fmt: skip
