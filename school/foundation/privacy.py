"""What each room keeps of a person: how to hand it over, how to forget it. Walked by export_person and erase_person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Keeper:
    name: str
    export: Callable[[Any], Any]
    forget: Callable[[Any], None]


_keepers: dict[str, Keeper] = {}


def register(name: str, *, export: Callable[[Any], Any], forget: Callable[[Any], None]) -> None:
    _keepers[name] = Keeper(name, export, forget)


def keepers() -> list[Keeper]:
    return list(_keepers.values())
