"""What webinars keep of a person."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from .models import CaptionDraft, Note, Stick, Viewing
from .offline.stick import forget_sticks
from .quiz.telling import written_of
from .watching.watched import watched_in


def export(user: Any) -> list[dict[str, Any]]:
    found = []
    for viewing in Viewing.objects.filter(user=user).select_related("webinar").order_by("webinar"):
        watched = watched_in(viewing, viewing.webinar)
        told = {"webinar": str(viewing.webinar), "watched": watched.segments, "percent": watched.percent, "stopped_at": watched.position}
        found.append(told)
    notes = Note.objects.filter(user=user).select_related("webinar").order_by("webinar", "at_seconds", "pk")
    found += [{"webinar": str(note.webinar), "note_at": note.at_seconds, "note": note.text} for note in notes]
    found += written_of(user)
    return found + [_told(stick) for stick in Stick.objects.filter(person=user).prefetch_related("webinars", "progress")]


def _told(stick: Stick) -> dict[str, Any]:
    """A package that was ordered, and what came back from it."""
    handed_in = [{"at": row.taken_at.isoformat(), "watched": row.data} for row in stick.progress.all()]
    told = {"stick": stick.code, "form": stick.form, "language": stick.language, "ordered_at": stick.created_at.isoformat()}
    return {**told, "webinars": [str(webinar) for webinar in stick.webinars.all()], "handed_in": handed_in}


def forget(user: Any) -> None:
    """Played parts are numbers and answers choices among given ones, without words of the person: they stay, without a name. Where the person stopped is of no use any more; notes and drafts go,
    and so do the packages for a stick, which carry the name."""
    Note.objects.filter(user=user).delete()
    CaptionDraft.objects.filter(user=user).delete()
    forget_sticks(user)
    Viewing.objects.filter(user=user).update(position=0, batches=[], version=F("version") + 1)
