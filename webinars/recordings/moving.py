"""What hangs on the seconds of a recording moves when another cut takes its place. Each part of the room registers its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db.models import QuerySet

from ..models import AudienceQuestion, Chapter, SlideChange, Webinar
from ..words.captions import BrokenCaptions, Cue, read_cues
from ..words.saving import save_captions
from .timemap import Kept, moved

Mover = Callable[[Webinar, Kept], object]
_movers: list[Mover] = []


def register(mover: Mover) -> None:
    """`mover(webinar, time_map)` is called in the transaction in which the other cut is shown."""
    _movers.append(mover)


def move_all(webinar: Webinar, time_map: Kept) -> None:
    for mover in _movers:
        mover(webinar, time_map)


def move_chapters(webinar: Webinar, time_map: Kept) -> None:
    """A chapter whose beginning was cut out begins where the next kept part does; of two at one second the later stays."""
    _move_rows(Chapter.objects.filter(webinar=webinar), time_map)


def move_slides(webinar: Webinar, time_map: Kept) -> None:
    """Of every deck, shown or not: its moments are of this recording."""
    for deck in webinar.decks.all():
        _move_rows(SlideChange.objects.filter(deck=deck), time_map)


def move_answers(webinar: Webinar, time_map: Kept) -> None:
    """A question answered in what was cut out leads to what follows; with nothing following it leads nowhere."""
    for row in AudienceQuestion.objects.filter(webinar=webinar).exclude(answered_at_seconds=None):
        AudienceQuestion.objects.filter(pk=row.pk).update(answered_at_seconds=_place(row.answered_at_seconds or 0, time_map))


def _move_rows(rows: QuerySet, time_map: Kept) -> None:
    places = {place: row for row in rows.order_by("at_seconds") if (place := _place(row.at_seconds, time_map)) is not None}
    rows.exclude(pk__in=[row.pk for row in places.values()]).delete()
    for place, row in sorted(places.items()):  # times only shrink: the earlier ones first, and none meets another on its way
        rows.filter(pk=row.pk).update(at_seconds=place)


def _place(second: int, time_map: Kept) -> int | None:
    """Where it is now; what was cut out is where the next part kept begins."""
    at = moved(second, time_map)
    found = at if at is not None else next((new for start, _end, new in time_map if start >= second), None)
    return None if found is None else int(found)


def move_captions(webinar: Webinar, time_map: Kept) -> None:
    """Words said in what was cut out go; those said across an edge are shortened. The captions before stay as a version."""
    for track in webinar.captions.exclude(text=""):
        try:
            cues = read_cues(track.text)
        except BrokenCaptions:
            continue
        found = [part for cue in cues if (part := _moved_cue(cue, time_map))]
        save_captions(webinar=webinar, language=track.language, cues=found)


def _moved_cue(cue: Cue, time_map: Kept) -> Cue | None:
    """Its longest part that stayed."""
    parts = [(max(cue.start, start), min(cue.end, end), new - start) for start, end, new in time_map]
    start, end, shift = max(parts, key=lambda part: part[1] - part[0], default=(0.0, 0.0, 0.0))
    return replace(cue, start=start + shift, end=end + shift) if end - start >= 0.1 else None


register(move_chapters)
register(move_captions)
register(move_slides)
register(move_answers)
