"""What the School writes to those who are taught in a room. Wording is editable; these are the first words."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from courses.learning.models import Enrolment
from school.foundation.calendar import day_words
from school.foundation.mail import register_purpose, write_letter
from school.foundation.models import Letter

from .ical import CANCEL, REQUEST
from .meeting_calendars import invitation
from .meeting_words import clock, course_of, place_of, title_of
from .models import Meeting, MeetingInvitation

COMMON = ["name", "course", "meeting", "date", "time", "till", "place", "centre", "url"]


def register() -> None:
    for purpose, label, extra, uk, en in WORDINGS:
        register_purpose(purpose, label=label, placeholders=[*COMMON, *extra], defaults={"uk": uk, "en": en})


def _write(purpose: str, meeting: Meeting, enrolment: Enrolment, occasion: str, *, to_calendar: str = "", **extra: object) -> Letter:
    key = f"{purpose}:{meeting.code}:{enrolment.code}:{occasion}"
    if (found := Letter.objects.filter(key=key).first()) is not None:
        return found
    language = enrolment.language
    part = invitation(meeting, enrolment, to_calendar) if to_calendar else None
    with override(language):
        context = {
            "name": enrolment.user.short_name,
            "course": course_of(enrolment, language),
            "meeting": title_of(meeting, language),
            "date": day_words(meeting.starts_at),
            "time": clock(meeting.starts_at),
            "till": clock(meeting.ends_at),
            "place": place_of(meeting, language),
            **extra,
        }
        url = settings.PUBLIC_URL + reverse("learning:activity", args=[meeting.run.code, meeting.activity.activity.code])
        return write_letter(purpose, key=key, to=enrolment.user.email, language=language, context=context, url=url, calendar=part)


def _turn(meeting: Meeting, enrolment: Enrolment) -> str:
    """Which word to this calendar it will be: whoever leaves and comes back is invited anew."""
    last = MeetingInvitation.objects.filter(meeting=meeting, enrolment=enrolment).first()
    if last is None:
        return "0"
    return str(last.sequence + 1) if last.taken_back else str(last.sequence)


def planned(meeting: Meeting, enrolment: Enrolment) -> None:
    _write("meeting_planned", meeting, enrolment, _turn(meeting, enrolment), to_calendar=REQUEST)


def moved(meeting: Meeting, enrolment: Enrolment, *, was: dict[str, str], reason: str) -> None:
    """`was` and what is now are told side by side, by language."""
    language = "en" if enrolment.language == "en" else "uk"
    now = when_and_where(meeting)[language]
    _write("meeting_moved", meeting, enrolment, str(meeting.sequence), to_calendar=REQUEST, was=was[language], now=now, reason=reason)


def cancelled(meeting: Meeting, enrolment: Enrolment, *, reason: str) -> None:
    _write("meeting_cancelled", meeting, enrolment, "once", to_calendar=CANCEL, reason=reason)


def run_cancelled(meeting: Meeting, enrolment: Enrolment, *, reason: str) -> None:
    """The event leaves the calendar; no new date is promised."""
    with override(enrolment.language):
        why = gettext("Reason: %(reason)s") % {"reason": reason} if reason else ""
    _write("meeting_run_cancelled", meeting, enrolment, "once", to_calendar=CANCEL, why=why)


def left(meeting: Meeting, enrolment: Enrolment) -> None:
    """Only to those whose calendar has it."""
    last = MeetingInvitation.objects.filter(meeting=meeting, enrolment=enrolment, taken_back=False).first()
    if last is not None:
        _write("meeting_left", meeting, enrolment, str(last.sequence), to_calendar=CANCEL)


def reminder(meeting: Meeting, enrolment: Enrolment) -> bool:
    """Of a date: moved to another one, the meeting is reminded of anew. True when it was written now."""
    key = f"meeting_eve:{meeting.code}:{enrolment.code}:{meeting.date.isoformat()}"
    if Letter.objects.filter(key=key).exists():
        return False
    _write("meeting_eve", meeting, enrolment, meeting.date.isoformat())
    return True


def missed(meeting: Meeting, enrolment: Enrolment) -> None:
    """Once, when presence is first confirmed."""
    _write("meeting_missed", meeting, enrolment, "once")


def when_and_where(meeting: Meeting) -> dict[str, str]:
    """By language: «12 грудня, 18:00 – 19:45, комп’ютерний клас»."""
    said = {}
    for language in ("uk", "en"):
        with override(language):
            hours = f"{clock(meeting.starts_at)} – {clock(meeting.ends_at)}"
            said[language] = ", ".join((day_words(meeting.starts_at), hours, place_of(meeting, language)))
    return said


WORDINGS = [
    (
        "meeting_planned", _("A meeting in a room is planned"), [],
        ("Зустріч {{ date }} о {{ time }}: {{ meeting }}", "Доброго дня, {{ name }}.\n\nКурс «{{ course }}», зустріч «{{ meeting }}»: {{ date }}, {{ time }} – {{ till }}.\n\n{{ place }}\n\nЩо робитимемо та що взяти з собою – за посиланням. Якщо дату змінимо, напишемо, а подія у Вашому календарі переїде сама.", "Про зустріч"),
        ("Meeting on {{ date }} at {{ time }}: {{ meeting }}", "Hello, {{ name }}.\n\nCourse “{{ course }}”, meeting “{{ meeting }}”: {{ date }}, {{ time }} – {{ till }}.\n\n{{ place }}\n\nWhat we will do and what to bring is behind the link. If the date changes, we will write, and the event in your calendar moves by itself.", "About the meeting"),
    ),
    (
        "meeting_moved", _("A meeting in a room is moved"), ["was", "now", "reason"],
        ("Зустріч перенесено на {{ date }}, {{ time }}: {{ meeting }}", "Доброго дня, {{ name }}.\n\nЗустріч «{{ meeting }}» курсу «{{ course }}» перенесено.\n\nБуло: {{ was }}.\nТепер: {{ now }}.\n\nПричина: {{ reason }}", "Про зустріч"),
        ("Meeting moved to {{ date }}, {{ time }}: {{ meeting }}", "Hello, {{ name }}.\n\nThe meeting “{{ meeting }}” of “{{ course }}” is moved.\n\nIt was: {{ was }}.\nNow: {{ now }}.\n\nReason: {{ reason }}", "About the meeting"),
    ),
    (
        "meeting_cancelled", _("A meeting in a room is cancelled"), ["reason"],
        ("Зустріч {{ date }} скасовано: {{ meeting }}", "Доброго дня, {{ name }}.\n\nЗустріч «{{ meeting }}» курсу «{{ course }}», {{ date }} о {{ time }}, не відбудеться.\n\nПричина: {{ reason }}\n\nКоли призначимо нову дату, напишемо.", "До курсу"),
        ("Meeting on {{ date }} cancelled: {{ meeting }}", "Hello, {{ name }}.\n\nThe meeting “{{ meeting }}” of “{{ course }}” on {{ date }} at {{ time }} will not be held.\n\nReason: {{ reason }}\n\nWe will write when there is a new date.", "To the course"),
    ),
    (
        "meeting_run_cancelled", _("A meeting in a room is cancelled because its run is"), ["why"],
        ("Зустріч {{ date }} скасовано: {{ meeting }}", "Доброго дня, {{ name }}.\n\nГрупу на курсі «{{ course }}» скасовано, тож зустріч «{{ meeting }}» {{ date }} о {{ time }} не відбудеться. Прибираємо її з Вашого календаря.\n\n{{ why }}", "До курсу"),
        ("Meeting on {{ date }} cancelled: {{ meeting }}", "Hello, {{ name }}.\n\nThe run of “{{ course }}” is cancelled, so the meeting “{{ meeting }}” on {{ date }} at {{ time }} will not be held. We take it out of your calendar.\n\n{{ why }}", "To the course"),
    ),
    (
        "meeting_left", _("To those who left a course: its meeting leaves the calendar"), [],
        ("Зустріч {{ date }} більше не Ваша: {{ meeting }}", "Доброго дня, {{ name }}.\n\nВи більше не записані на курс «{{ course }}», тож зустріч «{{ meeting }}» {{ date }} прибираємо з Вашого календаря.", "До курсу"),
        ("The meeting on {{ date }} is no longer yours: {{ meeting }}", "Hello, {{ name }}.\n\nYou are no longer enrolled on “{{ course }}”, so we take the meeting “{{ meeting }}” on {{ date }} out of your calendar.", "To the course"),
    ),
    (
        "meeting_eve", _("A day before a meeting in a room"), [],
        ("Завтра о {{ time }}: {{ meeting }}", "Доброго дня, {{ name }}.\n\nЗавтра, {{ date }}, {{ time }} – {{ till }}, зустріч «{{ meeting }}».\n\n{{ place }}\n\nЩо взяти з собою – за посиланням.", "Про зустріч"),
        ("Tomorrow at {{ time }}: {{ meeting }}", "Hello, {{ name }}.\n\nTomorrow, {{ date }}, {{ time }} – {{ till }}: the meeting “{{ meeting }}”.\n\n{{ place }}\n\nWhat to bring is behind the link.", "About the meeting"),
    ),
    (
        "meeting_missed", _("After a meeting: to those who were not there"), [],
        ("Вас не було на зустрічі {{ date }}: {{ meeting }}", "Доброго дня, {{ name }}.\n\nНа зустрічі «{{ meeting }}» {{ date }} ми Вас не бачили, тому її не зараховано. Що робили того вечора та як надолужити – за посиланням. Якщо Ви були, напишіть викладачеві: виправимо.", "Як надолужити"),
        ("You were not at the meeting on {{ date }}: {{ meeting }}", "Hello, {{ name }}.\n\nWe did not see you at “{{ meeting }}” on {{ date }}, so it is not counted. What was done that evening and how to catch up is behind the link. If you were there, write to the trainer and it will be corrected.", "How to catch up"),
    ),
]  # fmt: skip
