"""One's own notes: made at a moment, changed, thrown away, taken along as a file. They are private: verbs look among the person's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history
from school.foundation.numbers import whole_number

from ..models import Note, Webinar
from ..models.notes import LONGEST
from ..words.transcript import clock
from .remapping import place_moved

MOST = 1000  # of one person in one webinar
FORMATS = {"md": "text/markdown", "txt": "text/plain", "csv": "text/csv"}


class NoteRefused(Exception):
    """The text says what to do."""


def notes_of(user: Any, webinar: Webinar) -> list[Note]:
    return list(Note.objects.filter(user=user, webinar=webinar))


@transaction.atomic
def write_note(*, user: Any, webinar: Webinar, text: str, at_seconds: int, note_id: int | None = None) -> Note | None:
    """A new note, or other words and another moment for one of the person's own; None if there is no such note."""
    said = text.strip()
    if not said:
        raise NoteRefused(_("Write something, then keep it."))
    if len(said) > LONGEST:
        raise NoteRefused(_("The note is too long: up to %(most)d signs. Divide it in two.") % {"most": LONGEST})
    mine, now = Note.objects.filter(user=user, webinar=webinar), timezone.now()
    place = min(max(at_seconds, 0), webinar.duration_seconds or 0)
    if note_id is not None:
        note = mine.filter(pk=note_id).first()
        if note is None:
            return None
        note.text, note.at_seconds, note.changed_at = said, place, now
        note.save()
        return note
    if mine.count() >= MOST:
        raise NoteRefused(_("There are already %(most)d notes here. Throw some away first.") % {"most": MOST})
    note = Note.objects.create(user=user, webinar=webinar, text=said, at_seconds=place, made_at=now, changed_at=now)
    history.record(note, "write_note", actor=user)
    return note


@transaction.atomic
def throw_note_away(*, user: Any, webinar: Webinar, note_id: int) -> bool:
    """A note is its writer's own: thrown away it is gone, and only that there was one is remembered."""
    note = Note.objects.filter(user=user, webinar=webinar, pk=note_id).first()
    if note is None:
        return False
    history.record(note, "throw_note_away", actor=user)
    note.delete()
    return True


def move_notes(webinar: Webinar, time_map: Sequence[Sequence[float]]) -> int:
    """The recording was replaced by another cut: notes go to their new moments, those of what was cut out to what follows."""
    rows = list(Note.objects.filter(webinar=webinar))
    for note in rows:
        note.at_seconds = place_moved(note.at_seconds, time_map, webinar.duration_seconds or 0)
    return Note.objects.bulk_update(rows, ["at_seconds"], batch_size=500)


def as_file(notes: list[Note], title: str, address: str, form: str) -> str:
    """`address` is the page's: each note leads to its moment."""
    if form == "csv":
        return _as_csv(notes, address)
    if form == "md":
        rows = [f"- [{clock(note.at_seconds)}]({address}?t={note.at_seconds}) {_indented(note.text)}" for note in notes]
        return "\n".join([f"# {title}", "", *rows, ""])
    return "\n".join([title, address, "", *(f"{clock(note.at_seconds)}  {_indented(note.text)}" for note in notes), ""])


def _indented(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\n  ")


def _as_csv(notes: list[Note], address: str) -> str:
    """With a byte order mark, so that spreadsheets read Ukrainian; what looks like a formula stays a text."""
    made = io.StringIO()
    rows = csv.writer(made, lineterminator="\r\n")
    rows.writerow([_("Moment"), _("Second"), _("A note"), _("Address")])
    for note in notes:
        text = f"'{note.text}" if note.text[0] in "=+-@\t\r" else note.text
        rows.writerow([clock(note.at_seconds), note.at_seconds, text, f"{address}?t={note.at_seconds}"])
    return "\ufeff" + made.getvalue()


def moment(text: str) -> int:
    """18:02, 1:02:05 or 370 → seconds."""
    parts = text.strip().split(":")
    numbers = [number for part in parts if (number := whole_number(part, 6)) is not None]
    if len(numbers) != len(parts) or len(parts) > 3:
        raise NoteRefused(_("Write the moment as minutes and seconds. For example: 18:02."))
    seconds = 0
    for number in numbers:
        seconds = seconds * 60 + number
    return seconds
