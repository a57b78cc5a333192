"""Activity kinds. Each kind's page is a child of a ModulePage; its room registers it in AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from school.foundation.keeping import File

if TYPE_CHECKING:
    from .models import CourseRun, Enrolment, ScheduledActivity
    from .models.pages import ActivityPage

Player = Callable[[HttpRequest, "Enrolment", "ScheduledActivity"], HttpResponse]


@dataclass(frozen=True)
class Carried:
    """What a step needs on a device besides its own page, in the terms of `foundation/keeping.py: Kept`."""

    version: str = ""
    size: int = 0
    small: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    instead: dict[str, str] = field(default_factory=dict)


Carry = Callable[["ScheduledActivity", str], Carried]
"""(step, language); whoever asks may open the step."""


def _nothing(page: Any) -> dict[str, Any]:
    return {}


def _no_problem(page: Any) -> str:
    return ""


def _no_moments(steps: list[ScheduledActivity]) -> dict[int, datetime]:
    return {}


@dataclass(frozen=True)
class Kind:
    """`rules_of` gives what publishing copies to the record; `problem_of` says in words why it cannot be taken.

    A kind that is `in_room` is a step only of runs taught in a room. `moments_of` tells when steps of a run take place, by their id;
    `desk` is where whoever teaches a run arranges them: words and address. A kind with `carry` is kept on a device with its course.
    """

    name: str
    page_model: type[ActivityPage]
    label: Any
    icon: str
    player: Player
    rules_of: Callable[[Any], dict[str, Any]] = _nothing
    problem_of: Callable[[Any], str] = _no_problem
    in_room: bool = False
    moments_of: Callable[[list[ScheduledActivity]], dict[int, datetime]] = _no_moments
    desk: Callable[[CourseRun], tuple[str, str]] | None = None
    carry: Carry | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind:
    return _kinds[name]


def kinds() -> list[Kind]:
    return list(_kinds.values())


def kinds_in_room() -> list[str]:
    return [kind.name for kind in _kinds.values() if kind.in_room]


def desks_of(run: CourseRun) -> list[tuple[str, str]]:
    return [kind.desk(run) for kind in _kinds.values() if kind.desk and (run.in_room or not kind.in_room)]


def moments_of(steps: list[ScheduledActivity]) -> dict[int, datetime]:
    """When each step takes place; a kind is asked once, and only where there are steps of it."""
    found: dict[int, datetime] = {}
    for kind in _kinds.values():
        if own := [step for step in steps if step.kind == kind.name]:
            found |= kind.moments_of(own)
    return found


def kind_of(page: Any) -> Kind | None:
    return next((kind for kind in _kinds.values() if isinstance(page, kind.page_model)), None)
