"""The coordinator's choice while pages are turned: everyone who may be chosen, less those who were unmarked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .candidates import EVERYONE, WAITING, digest_of, narrowed, waiting_rows
from .subjects import Subject

PER_PAGE = 200


@dataclass
class Choice:
    subject: Subject
    who: str = WAITING
    page: int = 1
    off: set[str] = field(default_factory=set)  # award keys that were unmarked
    rows: list[tuple[str, int]] = field(default_factory=list)  # everyone who may be chosen: award key, person

    @classmethod
    def of(cls, subject: Subject, posted: Any, asked: Any) -> Choice:
        """What the page says, its own boxes included; at first everybody is marked."""
        who = posted.get("to_who") or posted.get("who") or asked.get("who") or WAITING
        said = posted.get("to_page") or ("1" if posted.get("to_who") else posted.get("page")) or asked.get("page") or "1"
        shown, kept = set(posted.get("shown", "").split()), set(posted.getlist("keep")) if posted else set()
        choice = cls(subject, who if who in (WAITING, "earned", EVERYONE) else WAITING, int(said) if said.isdecimal() and len(said) < 7 else 1)
        choice.rows = waiting_rows(subject)
        choice.off = ((set(posted.get("off", "").split()) - shown) | (shown - kept)) & {key for key, _person in choice.rows}
        return choice

    @property
    def chosen(self) -> list[tuple[str, int]]:
        return [row for row in self.rows if row[0] not in self.off]

    @property
    def digest(self) -> str:
        return digest_of(self.rows)

    @property
    def people(self) -> Any:
        return narrowed(self.subject, self.who)
