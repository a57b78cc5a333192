"""Chapters of a recording, saved together."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from school.foundation import history
from school.foundation.numbers import whole

from ..models import Chapter, Webinar
from .desk import common, out_words

LONGEST_TITLE = 160
MOST_CHAPTERS = 300


class BrokenChapters(Exception):
    """The chapters cannot be saved; the message says why. `meanwhile`: somebody else has saved others."""

    def __init__(self, message: str, *, meanwhile: bool = False) -> None:
        super().__init__(message)
        self.meanwhile = meanwhile


def chapter_rows(webinar: Webinar) -> list[dict[str, Any]]:
    return [{"at": row.at_seconds, "uk": row.title_uk, "en": row.title_en} for row in Chapter.objects.filter(webinar=webinar)]


def token_of(rows: list[dict[str, Any]]) -> str:
    """What stands, in one word: whoever saves says from which state they worked."""
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:16]


def chapter_desk(webinar: Webinar) -> dict[str, Any]:
    rows = chapter_rows(webinar)
    told = {
        "rows": rows,
        "token": token_of(rows),
        "url": reverse("webinar_chapters", args=[webinar.code]),
        "words": {
            "at": _("Begins"), "uk": _("Title in Ukrainian"), "en": _("Title in English"), "go": _("Listen"), "remove": _("Delete"),
            "chapter": _("Chapter {n}"), "saved": _("Saved. People see these chapters now."), "changed": _("Changed, not saved yet"),
            "time": _("A time looks like this: 1:05.200"), "lost": _("Not saved: there is no connection. Try again."),
            "out": out_words(),
        },
    }  # fmt: skip
    return common(webinar, "chapters") | {"told": told}


@transaction.atomic
def save_chapters(*, webinar: Webinar, rows: list[dict[str, Any]], token: str | None = None, actor: Any = None) -> str:
    """All chapters anew, `{at, uk, en}` each; `token` is the state they were worked on from. Gives the token of what stands now."""
    Webinar.objects.select_for_update().get(pk=webinar.pk)
    old = chapter_rows(webinar)
    if token is not None and token != token_of(old):
        raise BrokenChapters(_("Somebody else has saved other chapters meanwhile. Copy yours, open this page again."), meanwhile=True)
    new = sorted((_checked(row, webinar) for row in rows[:MOST_CHAPTERS]), key=lambda row: row["at"])
    if len({row["at"] for row in new}) < len(new):
        raise BrokenChapters(_("Two chapters begin at the same second."))
    if new != old:
        Chapter.objects.filter(webinar=webinar).delete()
        Chapter.objects.bulk_create(Chapter(webinar=webinar, at_seconds=row["at"], title_uk=row["uk"], title_en=row["en"]) for row in new)
        history.record(webinar, "save_chapters", actor=actor, data={"chapters": len(new)})
    return token_of(new)


def _checked(row: Any, webinar: Webinar) -> dict[str, Any]:
    at, titles = whole(row["at"]), {code: " ".join(str(row.get(code, "")).split()) for code in ("uk", "en")}
    if not titles["uk"]:
        raise BrokenChapters(_("A chapter has no title in Ukrainian."))
    if max(map(len, titles.values())) > LONGEST_TITLE:
        raise BrokenChapters(_("The title «%(title)s…» is longer than %(n)d characters.") % {"title": titles["uk"][:40], "n": LONGEST_TITLE})
    if at < 0 or (webinar.duration_seconds and at >= webinar.duration_seconds):
        raise BrokenChapters(_("The chapter «%(title)s» begins after the end of the recording.") % {"title": titles["uk"]})
    return {"at": at, **titles}
