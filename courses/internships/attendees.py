"""Who was there, as coordinators and the person read it: part by part, hours, what follows and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from school.accounts.finding import named
from school.foundation.models import Letter

from .door import expected, present
from .enums import ApplicationState, DayState
from .hours import SlotPresence, counted_slots, has_earned, hours_of, presence_of, share_of
from .models import Application, Attendance, InternshipDay, Slot
from .proofs import Proof, proofs_of


@dataclass(frozen=True)
class Attendee:
    """One person's day. `hours`, `share` and `earns` are of now; what was confirmed stands on the attendance."""

    attendance: Attendance
    presence: list[SlotPresence]
    hours: Decimal
    share: int
    earns: bool
    proof: Proof | None = None

    @property
    def over(self) -> bool:
        """Came without a place."""
        application = self.attendance.application
        return application is None or application.state != ApplicationState.ACCEPTED

    @property
    def confirmed(self) -> bool:
        """What was confirmed is what is so."""
        row = self.attendance
        return row.settled_at is not None and (row.hours, row.earned) == (self.hours, self.earns)

    @property
    def changed(self) -> bool:
        """Something became known after the confirmation."""
        return self.attendance.settled_at is not None and not self.confirmed

    @property
    def paper_differs(self) -> bool:
        return self.proof is not None and self.proof.differs_from(self.attendance)


def attendee_of(attendance: Attendance, slots: list[Slot], proof: Proof | None = None) -> Attendee:
    presence = presence_of(attendance, slots)
    return Attendee(attendance, presence, hours_of(presence), share_of(presence), has_earned(attendance, presence), proof)


def attendees_of(day: InternshipDay, rows: Iterable[Attendance]) -> list[Attendee]:
    """The same number of questions however many rows."""
    slots, found = counted_slots(day), list(rows)
    proofs = proofs_of(found)
    for row in found:
        row.day = day
    return [attendee_of(row, slots, proofs.get(row.code)) for row in found]


def came(day: InternshipDay, text: str = "") -> QuerySet[Attendance]:
    rows = present(day).prefetch_related("corrections", "scans")
    return rows.filter(named(text, "user__")) if text else rows


def absent(day: InternshipDay, text: str = "") -> QuerySet[Application]:
    rows = expected(day)
    return rows.filter(named(text, "user__")) if text else rows


@dataclass(frozen=True)
class SettlingPreview:
    """What confirming will do: `anew` people are counted, of them `earn` get a certificate and `short` do not; `letters` go to the absent."""

    anew: int
    earn: int
    short: int
    standing: int
    absent: int
    letters: int
    differing: int
    without: list[Attendee] = field(default_factory=list)

    @property
    def people(self) -> int:
        return self.anew + self.standing

    @property
    def nothing(self) -> bool:
        return not self.anew and not self.letters


def preview_settling(day: InternshipDay) -> SettlingPreview:
    rows = attendees_of(day, came(day))
    anew = [row for row in rows if not row.confirmed]
    missing = [row.code for row in absent(day)]
    written = Letter.objects.filter(key__in=[f"day_absent:{code}:once" for code in missing]).count()
    return SettlingPreview(
        anew=len(anew),
        earn=sum(row.earns for row in anew),
        short=sum(not row.earns for row in anew),
        standing=len(rows) - len(anew),
        absent=len(missing),
        letters=len(missing) - written,
        differing=sum(row.paper_differs for row in rows),
        without=[row for row in anew if not row.earns],
    )


def afterwards(application: Application) -> dict[str, Any]:
    """What the person's own page says when the day is over: was there from – to, hours, certificate or why none."""
    attendance = Attendance.objects.filter(application=application).first()
    if attendance is not None:
        attendance.day, attendance.application = application.day, application
        return afterwards_of(attendance)
    over = application.day.state is DayState.PAST
    return {"missed": over and application.state == ApplicationState.ACCEPTED, "over": over}


def afterwards_of(attendance: Attendance) -> dict[str, Any]:
    (row,) = attendees_of(attendance.day, [attendance])
    return {"attendee": row, "over": attendance.day.state is DayState.PAST}
