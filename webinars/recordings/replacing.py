"""A better cut takes the place of the one people watch: what hangs on its seconds moves with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from school.foundation import history

from ..models import Cut, CutState, Viewing, Webinar
from .cuts import lock_webinar, show_cut
from .timemap import Kept, moved


class AnotherShown(Exception):
    """The parts were told of a cut that is shown no more."""


@dataclass
class Effect:
    """What a replacement would do, before it is done. Seconds."""

    old_seconds: int
    new_seconds: int | None
    expected: int
    people: int
    chapters: list[tuple[str, int, int | None]] = field(default_factory=list)

    @property
    def odd(self) -> bool:
        """The parts told do not add up to the length of the new cut."""
        return self.new_seconds is not None and abs(self.expected - self.new_seconds) > 3


def effect_of(webinar: Webinar, cut: Cut, time_map: Kept) -> Effect:
    people = Viewing.objects.filter(webinar=webinar, seconds__gt=0).count()
    expected = round(sum(end - start for start, end, _new in time_map))
    chapters = [(row.title_uk, row.at_seconds, _whole(moved(row.at_seconds, time_map))) for row in webinar.chapters.all()]
    probed = cut.facts.get("probe", {}).get("seconds")
    return Effect(webinar.duration_seconds or 0, cut.seconds or (round(probed) if probed else None), expected, people, chapters)


def _whole(second: float | None) -> int | None:
    return None if second is None else int(second)


@transaction.atomic
def replace_cut(*, cut: Cut, time_map: Kept, said_of: int, actor: object) -> None:
    """Say where the time of cut number `said_of` went. A cut that is ready is shown at once, another one as soon as it is."""
    webinar = lock_webinar(cut.webinar)
    row = Cut.objects.select_for_update().get(pk=cut.pk)
    if row.shown:
        return
    if said_of != webinar.shown_number or row.number < said_of:
        raise AnotherShown
    row.time_map, row.map_of = time_map, said_of
    row.save(update_fields=["time_map", "map_of"])
    history.record(webinar, "replace_cut", actor=actor, data={"cut": row.number, "time_map": time_map})
    if row.state == CutState.READY:
        show_cut(cut=row)
