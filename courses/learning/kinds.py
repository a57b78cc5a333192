"""Activity kinds. Each kind's page is a child of a ModulePage; its room registers it in AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from .models import Enrolment, ScheduledActivity
    from .models.pages import ActivityPage

Player = Callable[[HttpRequest, "Enrolment", "ScheduledActivity"], HttpResponse]


def _nothing(page: Any) -> dict[str, Any]:
    return {}


def _no_problem(page: Any) -> str:
    return ""


@dataclass(frozen=True)
class Kind:
    """`rules_of` gives what publishing copies to the record; `problem_of` says in words why it cannot be taken."""

    name: str
    page_model: type[ActivityPage]
    label: Any
    icon: str
    player: Player
    rules_of: Callable[[Any], dict[str, Any]] = _nothing
    problem_of: Callable[[Any], str] = _no_problem


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind:
    return _kinds[name]


def kinds() -> list[Kind]:
    return list(_kinds.values())


def kind_of(page: Any) -> Kind | None:
    return next((kind for kind in _kinds.values() if isinstance(page, kind.page_model)), None)
