"""What stands in the register of certificates for somebody's presence. The room above knows it and tells it through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from .models import Attendance


@dataclass(frozen=True)
class Proof:
    """A certificate in short. `url` is for its holder, `teach_url` for coordinators, `replace_url` and `revoke_url` lead to the verbs."""

    number: str
    hours: Decimal
    in_force: bool
    url: str
    teach_url: str
    replace_url: str
    revoke_url: str

    def differs_from(self, attendance: Attendance) -> bool:
        """What was issued says other hours than what is confirmed now."""
        return self.in_force and attendance.settled_at is not None and (not attendance.earned or attendance.hours != self.hours)


Finder = Callable[[Iterable[str]], dict[str, Proof]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """`finder` takes codes of attendances and answers by code, in one query."""
    _finders.append(finder)


_issuing: list[Callable[[str], str]] = []


def register_issuing(address: Callable[[str], str]) -> None:
    """`address` takes a day's code: where a coordinator issues to many of it."""
    _issuing.append(address)


def issuing_address(code: str) -> str:
    return next((address(code) for address in _issuing), "")


def proofs_of(attendances: Iterable[Attendance]) -> dict[str, Proof]:
    codes = [row.code for row in attendances]
    return {code: proof for finder in _finders for code, proof in finder(codes).items()} if codes else {}
