"""What happens in each act of the story, by the verbs, on the dates it would have happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from courses.internships.applying import accept_application, apply_for_day, decline_application, withdraw_application
from courses.internships.approving import approve_as_superior, decline_as_superior
from courses.internships.arriving import check_in, enter_from_paper
from courses.internships.confirming import confirm_place
from courses.internships.days import save_day
from courses.internships.door import admit_walk_in
from courses.internships.models import Application, InternshipDay, Reservation
from courses.internships.moving import Move, move_day
from courses.internships.packing import ask_for_pack
from courses.internships.reserving import approve_reservation, name_person, release_seats, reserve_seats
from courses.internships.scheduling import plan_of, propose_rotation, publish_schedule
from courses.internships.settling import settle_day
from school.accounts.models import User
from school.foundation.calendar import KYIV

from ..clock import at
from ..feedback import answer_feedback
from .cast import told

ACCEPTED = ["iryna", "ostap", "daryna", "vasyl", "leonid"]
WAITS = "olha"  # her city has all the places it may have
DECLINED = "zinovii"
CANNOT_ON_THE_NEW_DATE = ["vasyl", "leonid"]
LITTLE = timedelta(minutes=10)  # nothing of the story lies ahead of now, whatever the hour


@dataclass(frozen=True)
class Story:
    """`held` is the date on which the day is held in the end."""

    code: str
    held: date
    people: dict[str, User]
    halyna: User

    @property
    def day(self) -> InternshipDay:
        return InternshipDay.objects.select_related("internship", "offer").get(code=self.code)

    @contextmanager
    def on(self, days: float, clock: str = "10:00") -> Iterator[datetime]:
        """As if it were so many days from the day itself."""
        moment = datetime.combine(self.held, time.fromisoformat(clock), tzinfo=KYIV) + timedelta(days=days)
        with at(min(moment, timezone.now() - LITTLE)) as now:
            yield now

    def application(self, key: str) -> Application:
        return Application.objects.get(day__code=self.code, user=self.people[key])

    def reservation(self, head: str) -> Reservation:
        return Reservation.objects.get(day__code=self.code, made_by=self.people[head])


def show_the_call(story: Story) -> None:
    said, day = told()["day"], story.day
    day.per_city, day.confirm_hours, day.needs_approval = said["per_city"], said["confirm_hours"], True
    with story.on(-30, "11:00"):
        save_day(day=day, capacity=said["capacity"], shown=True, actor=story.halyna)


def first_apply(story: Story) -> None:
    """Iryna asks, her superior answers; Oksana asks for seats."""
    with story.on(-29):
        _apply(story, told()["people"][0])
    _reserve(story, told()["groups"][1])


def others_apply(story: Story) -> None:
    """Everybody else; who has applied already is left as they are."""
    for number, row in enumerate(told()["people"][1:]):
        with story.on(-28 + number * 0.1):
            _apply(story, row)
    _reserve(story, told()["groups"][0])


def _apply(story: Story, row: dict[str, Any]) -> None:
    superior = {f"superior_{name}": value for name, value in row["superior"].items()}
    said = {name: row.get(name, "") for name in ("why", "topics", "needs")}
    application = apply_for_day(user=story.people[row["key"]], day=story.day, **said, **superior)
    approval = application.approval
    if approval is None or approval.answered_at:
        return
    if row["answer"] == "approve":
        approve_as_superior(approval=approval, holder=approval.email)
    else:
        decline_as_superior(approval=approval, holder=approval.email, reason=row["reason"])


def _reserve(story: Story, group: dict[str, Any]) -> None:
    head = story.people[group["head"]["key"]]
    with story.on(-28.5):
        reserve_seats(organisation=head.profile.organisation, day=story.day, size=group["size"], policy=group["policy"], actor=head)


def choose(story: Story) -> None:
    """One group has its places, five people and somebody who waits are taken, the other group waits for three places at once."""
    with story.on(-26):
        approve_reservation(reservation=story.reservation("svitlana"), actor=story.halyna)
        for key in [*ACCEPTED, WAITS]:
            accept_application(application=story.application(key), actor=story.halyna)
        approve_reservation(reservation=story.reservation("oksana"), actor=story.halyna)
        reason = "Керівниця не відпускає цього разу. Наступний день оголосимо навесні."
        decline_application(application=story.application(DECLINED), actor=story.halyna, reason=reason)
    with story.on(-25):
        _name_people(story, told()["groups"][0])


def _name_people(story: Story, group: dict[str, Any]) -> None:
    head = story.people[group["head"]["key"]]
    for row in group["names"]:
        name_person(reservation=story.reservation(group["head"]["key"]), actor=head, **row)


def move(story: Story) -> None:
    """The hall is not free. Two cannot come on the new date, and the group that waited for three places has them."""
    day, said = story.day, told()["moved"]
    later = timedelta(days=said["days"])
    words = {name: getattr(day, name) for name in ("venue_uk", "venue_en", "address_uk", "address_en")}
    with story.on(-24):
        times = {name: getattr(day, name) + later for name in ("starts_at", "ends_at", "apply_by_at")}
        move_day(day=day, move=Move(**times, **words), actor=story.halyna, reason=said["reason"])
    with story.on(-23):
        for key in CANNOT_ON_THE_NEW_DATE:
            withdraw_application(application=story.application(key), actor=story.people[key])


def places_go_on(story: Story) -> None:
    """A seat nobody was named for goes to whoever waits; she confirms. The other group has its people."""
    with story.on(-22):
        release_seats(reservation=story.reservation("svitlana"), actor=story.people["svitlana"], count=1)
        confirm_place(application=story.application(WAITS), actor=story.people[WAITS])
        _name_people(story, told()["groups"][1])


def send_round(story: Story) -> None:
    with story.on(-8):
        propose_rotation(day=story.day, groups=2, actor=story.halyna)
        publish_schedule(day=story.day, actor=story.halyna)


def print_the_pack(story: Story) -> None:
    with story.on(-1, "17:10"):
        ask_for_pack(day=story.day, actor=story.halyna)


def group(story: Story, number: int) -> list[Application]:
    """In the order of the sheet."""
    return plan_of(story.day).members[number]


def let_in(story: Story) -> None:
    """The first group comes through the door, and somebody without an application."""
    for number, person in enumerate(group(story, 1)):
        with story.on(0, f"09:{35 + number}"):
            check_in(day=story.day, user=person.user, actor=story.halyna, source="pass" if number == 0 else "name")
    with story.on(0, "09:50"):
        admit_walk_in(day=story.day, actor=story.halyna, language="uk", **told()["walk_in"])


def type_in_the_sheet(story: Story) -> None:
    """Of the second group one left before noon was over, the last one did not come."""
    day, (first, *rest) = story.day, group(story, 2)[:-1]
    with story.on(1, "09:00"):
        for person in [first, *rest]:
            left = _moment(story, "12:00") if person is first else None
            enter_from_paper(day=day, user=person.user, arrived_at=_moment(story, "09:40"), left_at=left, actor=story.halyna)


def _moment(story: Story, clock: str) -> datetime:
    return datetime.combine(story.held, time.fromisoformat(clock), tzinfo=KYIV)


def settle(story: Story) -> None:
    with story.on(1, "09:30"):
        settle_day(day=story.day, actor=story.halyna)


def answer(story: Story) -> None:
    """Two weeks later: eight sheets, and the survey is closed."""
    answer_feedback(story.day)
