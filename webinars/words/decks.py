"""A deck of slides: taken, drawn by a job, and when each slide is shown."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history, jobs
from school.foundation.files import UnsafeFile, check_upload
from school.foundation.jobs import Job

from ..models import Deck, DeckState, Slide, SlideChange, Webinar

JOB = "draw_deck"
LARGEST = 60 * 1024 * 1024
LONGEST = 300  # seconds for a whole deck
LONGEST_TEXT = 4_000
SCRIPT = Path(__file__).with_name("draw_deck.py")


class BrokenSlides(Exception):
    """What was sent cannot be taken; the message says why. `meanwhile`: another deck or other moments stand now."""

    def __init__(self, message: str, *, meanwhile: bool = False) -> None:
        super().__init__(message)
        self.meanwhile = meanwhile


@transaction.atomic
def put_deck(*, webinar: Webinar, language: str, file: File, actor: Any = None) -> Deck:
    """Keep a PDF and have its pages drawn."""
    try:
        check_upload(file, kinds={"pdf"}, largest=LARGEST)
    except UnsafeFile as problem:
        raise BrokenSlides(str(problem)) from problem
    person = actor if getattr(actor, "is_authenticated", False) else None
    deck = Deck(webinar=webinar, language=language, size=file.size, uploaded_at=timezone.now(), actor=person)
    deck.file.save(f"slides.{language}.pdf", file, save=False)
    deck.save()
    history.record(webinar, "put_deck", actor=actor, data={"deck": deck.pk, "language": language, "bytes": file.size})
    jobs.enqueue(JOB, key=str(deck.pk), args={"deck": deck.pk}, actor=person)
    return deck


def draw_deck(job: Job) -> None:
    """The job: draw, keep, show. Repeated after a crash it begins anew and ends the same."""
    deck = Deck.objects.select_related("webinar").get(pk=job.args["deck"])
    if deck.state != DeckState.WAITING:
        return
    with tempfile.TemporaryDirectory(prefix="deck-") as name:
        folder = Path(name)
        with deck.file.open("rb") as stored, (folder / "deck.pdf").open("wb") as copy:
            shutil.copyfileobj(stored, copy)
        why = _draw(folder)
        if why:
            _refuse(deck, why)
        else:
            _keep(deck, folder)


def _draw(folder: Path) -> str:
    """Empty when all is drawn, else why not."""
    command = [sys.executable, "-I", str(SCRIPT), str(os.getpid()), str(folder / "deck.pdf"), str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, stdin=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin"}, check=False)
    except subprocess.TimeoutExpired:
        return "heavy"
    if done.returncode == 0 and (folder / "deck.json").is_file():
        return ""
    return done.stdout.decode(errors="replace").strip()[:40] if done.returncode == 3 else "heavy"


def _words(why: str) -> str:
    """In the language of whoever looks: the reason is kept as a word."""
    known = {
        "locked": _("The PDF is locked with a password. Save it without one."),
        "broken": _("This PDF is damaged: it cannot be opened. Export the slides again."),
        "empty": _("There are no pages in this PDF."),
        "long": _("There are more than 300 pages in this PDF. Leave only the slides."),
        "heavy": _("Drawing this PDF takes too much time or memory. Export the slides with smaller pictures."),
    }
    return known.get(why) or _("Page %(n)s of this PDF cannot be drawn. Export the slides again.") % {"n": why.removeprefix("page ")}


def problem_of(deck: Deck) -> str:
    return _words(deck.problem) if deck.state == DeckState.REFUSED else ""


@transaction.atomic
def _refuse(deck: Deck, why: str) -> None:
    Deck.objects.filter(pk=deck.pk, state=DeckState.WAITING).update(state=DeckState.REFUSED, problem=why)
    history.record(deck.webinar, "refuse_deck", data={"deck": deck.pk, "why": why})


@transaction.atomic
def _keep(deck: Deck, folder: Path) -> None:
    pages = json.loads((folder / "deck.json").read_text(encoding="utf-8"))
    Slide.objects.filter(deck=deck).delete()
    for number, page in enumerate(pages, 1):
        raw = (folder / f"{number}.webp").read_bytes()
        slide = Slide(webinar=deck.webinar, deck=deck, number=number, size=len(raw), **page)
        slide.picture.save(f"{number}.webp", ContentFile(raw), save=False)
        slide.save()
    before = deck_of(deck.webinar, deck.language)
    if before is not None and before.slides.count() == len(pages):
        _inherit(before, deck)
    Deck.objects.filter(pk=deck.pk).update(state=DeckState.READY, problem="")
    history.record(deck.webinar, "show_deck", data={"deck": deck.pk, "slides": len(pages)})


def _inherit(before: Deck, deck: Deck) -> None:
    """A corrected deck of the same length keeps the moments of the one before it."""
    SlideChange.objects.bulk_create(SlideChange(deck=deck, at_seconds=row.at_seconds, number=row.number) for row in before.changes.all())


def deck_of(webinar: Webinar, language: str) -> Deck | None:
    """The deck shown in a language, or the one there is in another."""
    decks = list(Deck.objects.ready().filter(webinar=webinar))
    return next((deck for deck in decks if deck.language == language), decks[0] if decks else None)


def moments_of(deck: Deck) -> list[tuple[int, int]]:
    """(second, number) in order of time; a translated deck of the same length takes the moments of the other."""
    own = list(deck.changes.values_list("at_seconds", "number"))
    if own:
        return own
    pages = deck.slides.count()
    for other in Deck.objects.ready().filter(webinar=deck.webinar_id).exclude(pk=deck.pk).prefetch_related("changes", "slides"):
        if len(other.slides.all()) == pages and other.changes.all():
            return [(row.at_seconds, row.number) for row in other.changes.all()]
    return []


@transaction.atomic
def mark_slides(*, deck: Deck, changes: Sequence[tuple[int, int]], texts: dict[int, str] | None = None, actor: Any = None, seen: Any = None) -> None:
    """When each slide is shown, all anew, and what slides say; `seen` is the state of the moments it was worked on from."""
    Webinar.objects.select_for_update().get(pk=deck.webinar_id)
    if seen is not None and [tuple(row) for row in seen] != list(deck.changes.values_list("at_seconds", "number")):
        raise BrokenSlides(_("Somebody else has changed these slides meanwhile. Open this page again."), meanwhile=True)
    slides = {slide.number: slide for slide in deck.slides.all()}
    told = sorted({int(at): int(number) for at, number in changes}.items())
    length = deck.webinar.duration_seconds
    if any(number not in slides or at < 0 or (length and at >= length) for at, number in told):
        raise BrokenSlides(_("A moment lies outside the recording, or there is no such slide."))
    told = [row for before, row in zip([(0, 0), *told], told, strict=False) if row[1] != before[1]]
    deck.changes.all().delete()
    SlideChange.objects.bulk_create(SlideChange(deck=deck, at_seconds=at, number=number) for at, number in told)
    for number, text in (texts or {}).items():
        if number in slides and slides[number].text != text:
            Slide.objects.filter(pk=slides[number].pk).update(text=text.strip()[:LONGEST_TEXT])
    history.record(deck.webinar, "mark_slides", actor=actor, data={"deck": deck.pk, "changes": len(told)})
