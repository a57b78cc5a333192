"""The internship: its programme, a day that was held with all that follows, and days to come."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from courses.internships.applying import accept_application, apply_for_day
from courses.internships.arriving import check_in
from courses.internships.days import announce_day
from courses.internships.enums import Direction, Source
from courses.internships.models import Internship, InternshipDay, InternshipPage, Slot, Station
from courses.internships.scheduling import propose_rotation, publish_schedule
from courses.internships.settling import settle_day
from courses.learning.models import CourseRun
from school.accounts.models import User
from school.foundation import jobs
from school.foundation.calendar import KYIV

from . import content, sending
from .clock import at, days
from .courses import key_of
from .materials import give_materials
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


def make_days(internship: Internship, cast: dict[str, User], crowd: list[User], project: Any, concluding: CourseRun) -> None:
    told = content.read("internship/programme.yaml")
    colleagues = [crowd[14], crowd[13], crowd[37]]  # of the organisation that Oksana speaks for
    people = {"upcoming": crowd[:14], "full": [*crowd[34:40], *crowd[9:14]], "past": [*colleagues, *crowd[15:32]]}
    for row in told["days"]:
        day = _announce(internship, row, told["contacts"], cast["halyna"], project, concluding if row.get("concluding_test") else None)
        add_slots(day, told["slots"][row["slots"]])
        if any(slot.get("rotates") for slot in told["slots"][row["slots"]]):
            add_stations(day, told["stations"])
        _apply(day, people[row["key"]], row, cast["halyna"])
        if day.needs_approval:
            sending.apply_lately(day, crowd[8], WHY[0])
        if row["key"] == "upcoming":
            sending.reserve(day, cast["oksana"], [crowd[14], crowd[37]], cast["halyna"])
        if row.get("groups"):
            _send_round(day, row["groups"], cast["halyna"])
    jobs.run_all()
    past = InternshipDay.objects.get(internship=internship, starts_at__lt=days(0))
    give_materials(past, cast["halyna"])
    _hold(past, crowd[34], cast["halyna"])


def _announce(
    internship: Internship, row: dict[str, Any], contacts: dict[str, str], actor: User, project: Any, concluding: CourseRun | None
) -> InternshipDay:
    away = row["days_from_today"]
    with at(days(min(away - 40, -5))):
        return announce_day(
            internship=internship,
            starts_at=moment_of(away, row["starts"]),
            ends_at=moment_of(away, row["ends"]),
            apply_by_at=days(away - row["apply_by_days_before"] + 1, hour=0),
            capacity=row["capacity"],
            actor=actor,
            venue_uk=row["venue"]["uk"],
            venue_en=row["venue"]["en"],
            address_uk=row["address"]["uk"],
            address_en=row["address"]["en"],
            contacts_uk=contacts["uk"],
            contacts_en=contacts["en"],
            project=project,
            concluding=concluding,
            **row.get("rules", {}),
        )


def moment_of(away: float, clock: str) -> Any:
    hour, minute = (int(part) for part in str(clock).split(":"))
    return days(away, hour=hour) + timedelta(minutes=minute)


def _time(clock: str) -> time:
    hour, minute = (int(part) for part in str(clock).split(":"))
    return time(hour, minute)


def add_slots(day: InternshipDay, rows: list[dict[str, Any]]) -> None:
    for number, row in enumerate(rows):
        times = {"starts": _time(row["starts"]), "ends": _time(row["ends"])}
        Slot.objects.create(day=day, sort_order=number, kind=row["kind"], rotates=row.get("rotates", False), **times, **_said(row))


def _said(row: dict[str, Any]) -> dict[str, str]:
    return {f"{name}_{code}": (row.get(name) or {}).get(code, "") for name in ("title", "place", "host") for code in content.LANGUAGES}


def add_stations(day: InternshipDay, rows: list[dict[str, Any]]) -> None:
    for number, row in enumerate(rows):
        Station.objects.create(day=day, sort_order=number, seats=row["seats"], host_email=row["host_email"], **_said(row))


def _send_round(day: InternshipDay, groups: int, actor: User) -> None:
    with at(days(-1)):
        propose_rotation(day=day, groups=groups, actor=actor)
        publish_schedule(day=day, actor=actor)


def _apply(day: InternshipDay, people: list[User], row: dict[str, Any], actor: User) -> None:
    first = min(row["days_from_today"] - 25, -4)
    for number, user in enumerate(people):
        with at(days(first + number * 0.1)):
            application = apply_for_day(day=day, user=user, why=WHY[number % len(WHY)], **sending.superior_of(day))
        sending.approve(application, days(first + 1.3 + number * 0.01))
        if number < row["accepted"]:
            with at(days(first + 2 + number * 0.01)):
                accept_application(application=application, actor=actor)


def _hold(day: InternshipDay, walk_in: User, actor: User) -> None:
    """Most were there all day. One came late and lost nothing, one left at noon, one came without an application, two did not come."""
    people = [application.user for application in day.applications.order_by("pk")]
    late, leaving, absent = people[3], people[7], people[-2:]
    for number, user in enumerate(user for user in people if user not in absent):
        _seen(day, user, actor, "10:40" if user == late else f"09:{35 + number}", Source.NAME if number % 6 == 5 else Source.PASS)
    _seen(day, walk_in, actor, "09:58", Source.WALK_IN)
    _seen(day, leaving, actor, "12:05", Source.NAME, Direction.OUT)
    with at(day.ends_at + timedelta(hours=16)):
        settle_day(day=day, actor=actor)


def _seen(day: InternshipDay, user: User, actor: User, clock: str, source: str, direction: str = Direction.IN) -> None:
    with at(datetime.combine(day.date, _time(clock), tzinfo=KYIV)):
        check_in(day=day, user=user, actor=actor, source=source, direction=direction)
