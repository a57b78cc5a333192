"""`stage(act)`: a day of its own, brought by the verbs to where that act of the story begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from courses.internships.days import announce_day
from courses.internships.models import Internship, InternshipDay
from school.accounts.models import Project, User
from school.foundation.calendar import KYIV, deadline, kyiv_day

from .. import content
from ..clock import at, days
from ..courses import key_of
from ..internships import add_slots, add_stations, moment_of
from . import acts
from .acts import Story
from .cast import make_cast, told

Part = Callable[[Story], None]


@dataclass(frozen=True)
class Act:
    """`ahead`: how many days the day is ahead when the act begins. `before`: what has happened since the act before began."""

    title: str
    ahead: int
    before: tuple[Part, ...] = ()


ACTS = {
    1: Act("the call", 32),
    2: Act("applying", 30, (acts.show_the_call,)),
    3: Act("choosing", 27, (acts.first_apply, acts.others_apply)),
    4: Act("the day is moved", 25, (acts.choose,)),
    5: Act("places go on", 23, (acts.move,)),
    6: Act("groups and the schedule", 9, (acts.places_go_on,)),
    7: Act("the eve: the day on paper", 1, (acts.send_round,)),
    8: Act("the door", 0, (acts.print_the_pack,)),
    9: Act("the sheet of one group", -1, (acts.let_in,)),
    10: Act("hours and certificates", -1, (acts.type_in_the_sheet,)),
    11: Act("what people say of it", -1, (acts.settle,)),
    12: Act("the report", -20, (acts.answer,)),
}
DOOR = 8


@transaction.atomic
def stage(number: int) -> Story:
    """A day as the act before leaves it."""
    story = _draft(number)
    for act in range(1, number + 1):
        for part in ACTS[act].before:
            part(story)
    if number == DOOR:
        _open_the_door(story)
    return story


def _draft(number: int) -> Story:
    """The day with its programme, not shown yet; two days before it is held in the end."""
    said, programme, ahead = told()["day"], content.read("internship/programme.yaml"), ACTS[number].ahead
    halyna = User.objects.get(email="halyna@example.org")
    first = ahead - told()["moved"]["days"]
    apply_by = deadline(kyiv_day(days(ahead)) - timedelta(days=15))
    with at(days(ahead - 40)):
        people = make_cast()
        day = announce_day(
            internship=Internship.objects.get(key=key_of("internship")),
            starts_at=moment_of(first, said["starts"]),
            ends_at=moment_of(first, said["ends"]),
            apply_by_at=apply_by,
            capacity=None,
            shown=False,
            actor=halyna,
            project=Project.objects.order_by("pk").first(),
            **{f"{name}_{code}": said[name][code] for name in ("venue", "address") for code in content.LANGUAGES},
            **{f"contacts_{code}": programme["contacts"][code] for code in content.LANGUAGES},
        )
        add_slots(day, programme["slots"][said["slots"]])
        add_stations(day, programme["stations"])
    return Story(day.code, kyiv_day(days(ahead)), people, halyna)


def _open_the_door(story: Story) -> None:
    """Whoever tries the act early, in the evening or at night finds the day under way too: it then begins or ends at another hour."""
    now, day = timezone.now(), story.day
    midnight = now.astimezone(KYIV).replace(hour=0, minute=0, second=0, microsecond=0)
    starts_at = min(day.starts_at, max(midnight, now - timedelta(minutes=30)))
    ends_at = max(day.ends_at, now + timedelta(hours=6))
    InternshipDay.objects.filter(pk=day.pk).update(starts_at=starts_at, ends_at=ends_at)
