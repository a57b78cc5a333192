"""The internship's days with applications, and the webinar's recording."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.core.files.base import ContentFile

from courses.internships.applying import accept_application, apply_for_day
from courses.internships.days import announce_day
from courses.internships.models import Internship, InternshipDay, InternshipPage, Slot
from courses.learning.models import Instructor
from school.accounts.models import User
from school.foundation import jobs
from webinars.models import CaptionTrack, Chapter, Webinar, WebinarPage, WebinarSpeaker
from webinars.recording import put_recording

from . import content
from .clock import at, days
from .courses import key_of
from .site import publish

WHY = [
    "Готуємо в громаді електронний запис до ЦНАП і хочемо побачити, як побудовано чергу та хто відповідає за кожен крок.",
    "Веду сторінку ради. Хочу зрозуміти, звідки беруться дані про рішення і як їх публікують того самого дня.",
    "Переходимо на електронний документообіг. Цікавить, як працює маршрут документа і що робити з паперовими зверненнями.",
]


def make_programme(indexes: dict[str, Any]) -> Internship:
    told = content.read("internship/programme.yaml")
    for code in content.LANGUAGES:
        parent = indexes[code]
        parent.refresh_from_db()
        page = InternshipPage(
            title=told["title"][code],
            slug="vinnytsia-city-council",
            summary=told["summary"][code][:300],
            for_whom=told["for_whom"][code] if isinstance(told["for_whom"], dict) else str(told["for_whom"]),
            goals=[("goal", row) for row in _list(told["goals"], code)],
            body=[("text", _rich(told["what_you_will_see"], code))],
            how_to_get_there=_plain(told["how_to_get_there"], code),
            questions=[
                ("question", {"title": _pick(row["title"], code), "text": f"<p>{_pick(row['text'], code)}</p>"})
                for row in _rows(told["questions"], code)
            ],
            hours=told["academic_hours"],
            locale=parent.locale,
            translation_key=key_of("internship"),
        )
        publish(parent, page)
    return Internship.objects.get(key=key_of("internship"))


def _pick(value: Any, code: str) -> str:
    return value[code] if isinstance(value, dict) else str(value)


def _rows(value: Any, code: str) -> list[Any]:
    return value[code] if isinstance(value, dict) else value


def _list(value: Any, code: str) -> list[str]:
    return [_pick(row, code) for row in _rows(value, code)]


def _plain(value: Any, code: str) -> str:
    found = _rows(value, code)
    return found if isinstance(found, str) else "\n".join(_pick(row, code) for row in found)


def _rich(value: Any, code: str) -> Any:
    from wagtail.rich_text import RichText

    found = _rows(value, code)
    if isinstance(found, str):
        return RichText(found if found.lstrip().startswith("<") else f"<p>{found}</p>")
    return RichText("<ul>" + "".join(f"<li>{_pick(row, code)}</li>" for row in found) + "</ul>")


def make_days(internship: Internship, cast: dict[str, User], crowd: list[User], project: Any) -> None:
    told = content.read("internship/programme.yaml")
    for row in told["days"]:
        away = row["days_from_today"]
        starts, ends = _at(away, row["starts"]), _at(away, row["ends"])
        with at(days(min(away - 40, -5))):
            day = announce_day(
                internship=internship,
                starts_at=starts,
                ends_at=ends,
                apply_by_at=days(away - row["apply_by_days_before"] + 1, hour=0),
                capacity=row["capacity"],
                actor=cast["halyna"],
                venue_uk=row["venue"]["uk"],
                venue_en=row["venue"]["en"],
                project=project,
            )
        _slots(day, row["slots"])
        _apply(day, crowd, away, cast)


def _at(away: float, clock: str) -> Any:
    hour, minute = (int(part) for part in str(clock).split(":"))
    return days(away, hour=hour) + timedelta(minutes=minute)


def _time(clock: str) -> time:
    hour, minute = (int(part) for part in str(clock).split(":"))
    return time(hour, minute)


def _slots(day: InternshipDay, rows: list[dict[str, Any]]) -> None:
    for number, row in enumerate(rows):
        said = {f"{name}_{code}": (row.get(name) or {}).get(code, "") for name in ("title", "place", "host") for code in content.LANGUAGES}
        Slot.objects.create(day=day, sort_order=number, starts=_time(row["starts"]), ends=_time(row["ends"]), kind=row["kind"], **said)


def _apply(day: InternshipDay, crowd: list[User], away: float, cast: dict[str, User]) -> None:
    people = crowd[:14] if away > 0 else crowd[14:34]
    first = min(away - 25, -4)
    for number, user in enumerate(people):
        with at(days(first + number * 0.1)):
            application = apply_for_day(day=day, user=user, why=WHY[number % len(WHY)])
        if away < 0 or number < 8:
            with at(days(first + 2)):
                accept_application(application=application, actor=cast["halyna"])
    jobs.run_all()


def make_webinar(indexes: dict[str, Any], instructors: dict[str, Instructor], project: Any) -> Webinar:
    told = content.read("webinar/webinar.yaml")
    for code in content.LANGUAGES:
        parent = indexes[code]
        parent.refresh_from_db()
        page = WebinarPage(
            title=told["title"][code],
            slug="new-media",
            summary=told["summary"][code][:300],
            audience=_pick(told["audience"], code),
            what_for=[("point", row) for row in _list(told["what_for"], code)],
            starts_at=days(-21, hour=18),
            project=project,
            locale=parent.locale,
            translation_key=key_of("webinar"),
        )
        names = told.get("speakers") or []
        page.speakers = [WebinarSpeaker(instructor=instructors[name], sort_order=n) for n, name in enumerate(names) if name in instructors]
        publish(parent, page)
    webinar = Webinar.objects.get(key=key_of("webinar"))
    _recording(webinar)
    for row in content.read("webinar/chapters.yaml"):
        Chapter.objects.create(webinar=webinar, at_seconds=int(row["at_seconds"]), title_uk=row["title"]["uk"], title_en=row["title"]["en"])
    return webinar


def _recording(webinar: Webinar) -> None:
    poster = next(content.HERE.glob("webinar/poster.*"))
    webinar.poster.save(poster.name, ContentFile(poster.read_bytes()), save=False)
    for code in content.LANGUAGES:
        file = content.path(f"webinar/recording.{code}.vtt")
        CaptionTrack.objects.create(webinar=webinar, language=code, text=file.read_text(encoding="utf-8"))
    put_recording(webinar=webinar, file=ContentFile(content.path("webinar/recording.mp4").read_bytes()), actor=None)
