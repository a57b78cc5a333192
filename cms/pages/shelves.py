"""What a lower room shows of an upper one: (place, subject, locale) gives heading, items, total, link.

Rooms register in `AppConfig.ready()`. A shelf knows no asker.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PLACES = ("home", "page", "topic", "city", "act", "course", "day", "person", "organisation")


@dataclass(frozen=True)
class Shelf:
    name: str
    heading: str
    items: list[Any]
    total: int
    url: str = ""
    template: str = "components/shelf.html"
    extra: dict[str, Any] = field(default_factory=dict)


Maker = Callable[[Any, str], Shelf | None]


class Shelves:
    def __init__(self) -> None:
        self._makers: dict[str, list[tuple[int, str, Maker]]] = {place: [] for place in PLACES}

    def register(self, place: str, name: str, maker: Maker, *, order: int = 50) -> None:
        self._makers[place] = [row for row in self._makers[place] if row[1] != name] + [(order, name, maker)]

    def gather(self, place: str, subject: Any, language: str) -> dict[str, Shelf]:
        made = ((name, maker(subject, language)) for _, name, maker in sorted(self._makers[place], key=lambda row: row[:2]))
        return {name: found for name, found in made if found is not None}


shelf = Shelves()
