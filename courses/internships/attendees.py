"""Who was there, as coordinators and the person read it: part by part, hours, what follows and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from school.accounts.finding import named
from school.foundation.models import Letter

from .concluding import may_begin, passed_by
from .door import expected, present
from .enums import ApplicationState, DayState
from .feedback import asked_of
from .hours import SlotPresence, counted_slots, has_earned, hours_of, presence_of, share_of, was_long_enough
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
    long_enough: bool = True

    @property
    def lacks_test(self) -> bool:
        """There for long enough, and the concluding test is still to be done."""
        return self.long_enough and not self.earns and self.attendance.day.concluding_id is not None

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


def attendee_of(attendance: Attendance, slots: list[Slot], passed: set[int], proof: Proof | None = None) -> Attendee:
    presence = presence_of(attendance, slots)
    earns, long_enough = has_earned(attendance, presence, passed=passed), was_long_enough(attendance, presence)
    return Attendee(attendance, presence, hours_of(presence), share_of(presence), earns, proof, long_enough)


def attendees_of(day: InternshipDay, rows: Iterable[Attendance]) -> list[Attendee]:
    """The same number of questions however many rows."""
    slots, found = counted_slots(day), list(rows)
    proofs, passed = proofs_of(found), passed_by(day, [row.user_id for row in found])
    for row in found:
        row.day = day
    return [attendee_of(row, slots, passed, proofs.get(row.code)) for row in found]


def came(day: InternshipDay, text: str = "") -> QuerySet[Attendance]:
    rows = present(day).prefetch_related("corrections", "scans")
    return rows.filter(named(text, "user__")) if text else rows


def absent(day: InternshipDay, text: str = "") -> QuerySet[Application]:
    rows = expected(day)
    return rows.filter(named(text, "user__")) if text else rows


@dataclass(frozen=True)
class SettlingPreview:
    """What confirming will do: `anew` people are counted, of them `earn` get a certificate, `short` were there for too little,
    `untested` have the concluding test before them; `letters` go to the absent."""

    anew: int
    earn: int
    short: int
    standing: int
    absent: int
    letters: int
    differing: int
    untested: int = 0
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
        short=sum(not row.long_enough for row in anew),
        untested=sum(row.lacks_test for row in anew),
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
    day = attendance.day
    return {
        "attendee": row,
        "over": day.state is DayState.PAST,
        "feedback": asked_of(attendance),
        "may_begin_test": may_begin(day) and row.attendance.user_id not in passed_by(day, [attendance.user_id]),
    }
