"""Progress that comes back from a stick: `SHK1.<what was played>.<seal>`, made by the package for the person it was made for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history

from ..models import Stick, StickProgress, Webinar
from ..quiz.carrying import take_carried
from ..watching.counting import FASTEST, ROOM, union
from ..watching.earlier import parts_of_now
from ..watching.watched import Busy, record_watching
from .leaves import is_ours

MARK = "SHK1"
LONGEST = 200_000  # characters
FOUND = re.compile(rf"{MARK}\.([A-Za-z0-9_-]+)\.([0-9a-f]{{64}})")


class NotTaken(Exception):
    """The progress is refused; the text says why."""


@dataclass(frozen=True)
class Taken:
    """`again` when this very progress was handed in before; `missing` are titles that are no longer open."""

    stick: Stick
    webinars: list[Webinar]
    missing: list[str]
    again: bool
    answers: int = 0


@transaction.atomic
def take_progress(*, user: Any, text: str) -> Taken:
    """Count what was watched from a stick and grade what was answered. The same progress twice counts once."""
    body, seal = _parts(text)
    data = _data(body)
    stick = _stick_of(user, data)
    _check_seal(stick, body, seal)
    rows = {row.code: row for row in stick.webinars.all()}
    played = {code: _segments(data["w"].get(code), row) for row in stick.contents if (code := row["code"]) in rows}
    _check_time(stick, played)
    closed = {code: row for code in sorted(played) if (row := rows[code]).retired_at and (played[code] or any(_answers(data, code).values()))}
    missing = [str(row) for row in closed.values()]
    digest = hashlib.sha256("".join([body, *closed]).encode()).hexdigest()  # what is open again later has not been handed in
    try:
        with transaction.atomic():
            kept = StickProgress.objects.create(stick=stick, digest=digest, data=played, taken_at=timezone.now())
    except IntegrityError:
        return Taken(stick, list(rows.values()), missing, again=True)
    open_ones = [rows[code] for code in played if code not in closed]
    counted = _count(user, stick, open_ones, played)
    answers = sum(take_carried(user=user, webinar=row, stick=stick.code, **_answers(data, row.code)) for row in open_ones)
    history.record(stick, "take_progress", actor=user, data={"progress": kept.pk, "seconds": _seconds(played)})
    return Taken(stick, counted, missing, again=False, answers=answers)


def _parts(text: str) -> tuple[str, str]:
    found = FOUND.search(text[:LONGEST])
    if found is None:
        raise NotTaken(_("This is not a progress file of a stick. It begins with SHK1."))
    return found.group(1), found.group(2)


def _data(body: str) -> dict[str, Any]:
    try:
        data = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (ValueError, RecursionError) as problem:
        raise NotTaken(_changed()) from problem
    if not (
        isinstance(data, dict)
        and isinstance(data.get("w"), dict)
        and isinstance(data.get("s"), str)
        and data["s"].isalnum()
        and isinstance(data.get("g"), str)
    ):
        raise NotTaken(_changed())
    return data


def _changed() -> str:
    return str(_("This progress was changed after it was made, or it is not whole. Save it on the stick again."))


def _stick_of(user: Any, data: dict[str, Any]) -> Stick:
    stick = Stick.objects.filter(code=data["s"]).exclude(built_at=None).exclude(secret="").first()
    if stick is None or not is_ours(stick, data["g"]):
        raise NotTaken(_("This progress comes from a package that this school has not made."))
    if stick.person_id != user.pk:
        raise NotTaken(_("This package was made for another person. Each hands in the progress of their own."))
    return stick


def _check_seal(stick: Stick, body: str, seal: str) -> None:
    whole = hmac.new(bytes.fromhex(stick.secret), f"{MARK}.{body}".encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(whole, seal):
        raise NotTaken(_changed())


def _segments(raw: Any, row: dict[str, Any]) -> list[tuple[int, int]]:
    found = []
    for pair in raw if isinstance(raw, list) else []:
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, int) and not isinstance(one, bool) for one in pair):
            start, end = max(pair[0], 0), min(pair[1], row["seconds"] or 0)
            if start < end:
                found.append((start, end))
    return union(found)


def _answers(data: dict[str, Any], code: str) -> dict[str, Any]:
    """What was chosen in one webinar: `{"a": pausing questions, "t": the test put into the progress}`."""
    said = data.get("q")
    row = said.get(code) if isinstance(said, dict) else None
    return {"answers": row.get("a"), "test": row.get("t")} if isinstance(row, dict) else {"answers": None, "test": None}


def _seconds(played: dict[str, list[tuple[int, int]]]) -> int:
    return sum(end - start for parts in played.values() for start, end in parts)


def _check_time(stick: Stick, played: dict[str, list[tuple[int, int]]]) -> None:
    """Nobody watches more than twice as fast as time goes since the package was made."""
    assert stick.built_at is not None
    if _seconds(played) > (timezone.now() - stick.built_at).total_seconds() * FASTEST + ROOM:
        raise NotTaken(_("More is written here than could be watched since the package was made. Nothing was counted."))


def _count(user: Any, stick: Stick, webinars: list[Webinar], played: dict[str, list[tuple[int, int]]]) -> list[Webinar]:
    cuts = {row["code"]: row["cut"] for row in stick.contents}
    watched = [webinar for webinar in webinars if played[webinar.code]]
    for webinar in watched:
        parts = [list(part) for part in parts_of_now(webinar, cuts[webinar.code], played[webinar.code])]
        try:
            record_watching(user=user, webinar=webinar, segments=parts, since=stick.built_at)
        except Busy as problem:
            raise NotTaken(_("Too many devices at once. Hand it in again in a minute.")) from problem
    return watched
