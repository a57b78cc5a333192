"""What the desk of words shows: the video, the languages, what stands, what is being worked on."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from school.foundation.numbers import is_number

from ..models import LANGUAGES, CaptionDraft, CaptionTrack, Webinar
from ..recordings.choosing import renditions_of
from .captions import BrokenCaptions, Cue, read_cues

EASY_TO_READ = 20  # characters a second
LONGEST_LINE = 42


def out_words() -> str:
    return _("You are signed out, or may not change this any more. What you typed is kept in this window: sign in in another one, then save again.")


def track_of(webinar: Webinar, language: str) -> CaptionTrack:
    """The track as it stands, or one that begins."""
    return CaptionTrack.objects.filter(webinar=webinar, language=language).first() or CaptionTrack(webinar=webinar, language=language)


def cues_of(text: str) -> list[Cue]:
    try:
        return read_cues(text) if text else []
    except BrokenCaptions:
        return []


def as_row(cue: Cue) -> dict[str, Any]:
    return {"start": cue.start, "end": cue.end, "text": cue.text, "speaker": cue.speaker, "settings": cue.settings}


def as_cue(row: Any) -> Cue:
    """A row of the editor; ValueError when it is none."""
    if not isinstance(row, dict) or not all(is_number(row.get(name)) for name in ("start", "end")):
        raise ValueError("times")
    words = [row.get(name, "") for name in ("text", "speaker", "settings")]
    if not all(isinstance(word, str) for word in words):
        raise ValueError("words")
    return Cue(round(row["start"], 3), round(row["end"], 3), *words)


def when(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j E, H:i")


def common(webinar: Webinar, here: str) -> dict[str, Any]:
    """What every page of the desk shows: the video and the ways to the other pages."""
    videos = [choice for choice in renditions_of(webinar) if choice.content_type == "video/mp4"]
    tabs = [{"name": _("Captions: %(language)s") % {"language": name}, "url": reverse("webinar_captions", args=[webinar.code, code]), "here": here == code} for code, name in LANGUAGES]  # fmt: skip
    tabs.append({"name": _("Chapters"), "url": reverse("webinar_chapters", args=[webinar.code]), "here": here == "chapters"})
    tabs += [{"name": _("Slides: %(language)s") % {"language": name}, "url": reverse("webinar_slides", args=[webinar.code, code]), "here": here == f"slides {code}"} for code, name in LANGUAGES]  # fmt: skip
    tabs.append({"name": _("Questions"), "url": reverse("webinar_questions", args=[webinar.code]), "here": here == "questions"})
    return {
        "webinar": webinar,
        "video": min(videos, key=lambda choice: choice.size).url if videos else "",
        "tabs": tabs,
        "back": reverse("wagtailadmin_recording", args=[webinar.code]),
    }


def caption_desk(webinar: Webinar, language: str, user: Any) -> dict[str, Any]:
    track = track_of(webinar, language)
    draft = CaptionDraft.objects.filter(webinar=webinar, language=language, user=user).first()
    cues = cues_of(track.text)
    other = next((row for row in CaptionTrack.objects.filter(webinar=webinar).exclude(language=language) if row.text), None)
    address = [webinar.code, language]
    told = {
        "language": language,
        "version": draft.based_on if draft else track.version,
        "stands": track.version,
        "cues": draft.cues if draft else [as_row(cue) for cue in cues],
        "saved": [as_row(cue) for cue in cues],
        "other": [as_row(cue) for cue in cues_of(other.text)] if other else [],
        "otherLanguage": other.language if other else "",
        "draft": when(draft.saved_at) if draft else "",
        "seconds": webinar.duration_seconds or 0,
        "easy": EASY_TO_READ,
        "longest": LONGEST_LINE,
        "urls": {
            "save": reverse("webinar_captions", args=address),
            "draft": reverse("webinar_captions_draft", args=address),
            "read": reverse("webinar_captions_read", args=address),
        },
        "words": _words(),
    }
    languages = dict(LANGUAGES)
    return common(webinar, language) | {
        "told": told,
        "language": language,
        "language_name": languages[language],
        "other_name": languages.get(other.language, "") if other else "",
        "saved": bool(cues),
        "versions": _versions(track),
        "files": [(kind, reverse("webinar_captions_file", args=[*address, kind])) for kind in ("vtt", "srt", "txt")],
    }


def _versions(track: CaptionTrack) -> list[dict[str, Any]]:
    if not track.pk:
        return []
    rows = track.versions.select_related("actor")[:20]
    address = [track.webinar.code, track.language]
    return [
        {"number": row.number, "at": when(row.at), "who": str(row.actor or ""), "url": reverse("webinar_captions_version", args=[*address, row.number])} for row in rows
    ]  # fmt: skip


def _words() -> dict[str, str]:
    """Sentences that the editor says; `{n}` and `{text}` are filled there."""
    return {
        "start": _("Begins"),
        "end": _("Ends"),
        "text": _("Words"),
        "speaker": _("Who speaks"),
        "caption": _("Caption {n}"),
        "listen": _("Listen"),
        "split": _("Split"),
        "merge": _("Merge with the next"),
        "insert": _("Insert"),
        "remove": _("Delete"),
        "backwards": _("It ends before it begins."),
        "empty": _("There are no words."),
        "overlaps": _("It begins {n} s before the previous one ends."),
        "fast": _("Too fast: {n} characters a second, up to {most} are easy to read."),
        "lines": _("More than two lines on the screen: split it."),
        "late": _("It ends after the recording."),
        "fine": _("Everything can be read in time."),
        "look": _("To look at: {n}"),
        "drafted": _("Draft kept, {time}"),
        "drafting": _("Changed, the draft will be kept in a moment"),
        "lost": _("The draft could not be kept: there is no connection. It stays in this window."),
        "saved": _("Saved. People see these captions now."),
        "out": out_words(),
        "count": _("Captions: {n}"),
        "unreadable": _("This file could not be sent. Try again."),
        "time": _("A time looks like this: 1:05.200"),
    }
