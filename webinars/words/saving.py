"""The one door for captions: checked, written again by us, kept in versions, made findable."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history

from ..models import CaptionDraft, CaptionTrack, CaptionVersion, Webinar
from . import webvtt
from .captions import MOST_CUES, BrokenCaptions, Cue, placed, read_cues
from .finding import remember_sentences
from .writing import as_webvtt

LATEST = 360_000  # seconds: what WebVTT writes in two digits of hours
LONGEST_TEXT = 1_000


class ChangedMeanwhile(Exception):
    """Somebody else has saved since; `track` is what stands now. Nothing was written."""

    def __init__(self, track: CaptionTrack) -> None:
        super().__init__(_("Somebody else has saved these captions meanwhile."))
        self.track = track


@transaction.atomic
def save_captions(*, webinar: Webinar, language: str, cues: Sequence[Cue], actor: Any = None, version: int | None = None) -> CaptionTrack:
    """Captions of a language; `version` is what they were worked on from (`None`: whatever stands). No cues: no captions any more."""
    Webinar.objects.select_for_update().get(pk=webinar.pk)
    track = CaptionTrack.objects.filter(webinar=webinar, language=language).first() or CaptionTrack(webinar=webinar, language=language)
    if version is not None and version != track.version:
        raise ChangedMeanwhile(track)
    text = as_webvtt(checked(cues)) if cues else ""
    if actor is not None:
        CaptionDraft.objects.filter(webinar=webinar, language=language, user=actor).delete()
    if track.pk and track.text == text and track.version:
        return track
    track.text, track.version = text, track.version + 1
    track.full_clean(exclude=["webinar"])
    track.save()
    person = actor if getattr(actor, "is_authenticated", False) else None
    CaptionVersion.objects.create(track=track, number=track.version, text=text, at=timezone.now(), actor=person)
    remember_sentences(track)
    history.record(webinar, "save_captions", actor=actor, data={"language": language, "version": track.version, "cues": len(cues)})
    return track


def put_captions(*, webinar: Webinar, language: str, text: str, actor: Any = None) -> CaptionTrack:
    """Captions from the text of a WebVTT file."""
    return save_captions(webinar=webinar, language=language, cues=read_cues(text), actor=actor)


def checked(cues: Sequence[Cue]) -> list[Cue]:
    """In order of time, each with words and with an end after its beginning; BrokenCaptions tells which is not."""
    if len(cues) > MOST_CUES:
        raise BrokenCaptions(_("There are more than %(n)d captions.") % {"n": MOST_CUES})
    for number, cue in enumerate(cues, 1):
        told = {"n": number, "text": cue.text[:60]}
        if not (isfinite(cue.start) and isfinite(cue.end) and cue.start >= 0 and cue.end < LATEST):
            raise BrokenCaptions(_("Caption %(n)d «%(text)s» has no time that could be shown.") % told)
        if round(cue.end, 3) <= round(cue.start, 3):
            raise BrokenCaptions(_("Caption %(n)d «%(text)s» ends before it begins.") % told)
        if not cue.plain:
            raise BrokenCaptions(_("Caption %(n)d has no words. Write them or delete it.") % told)
        if len(cue.text) > LONGEST_TEXT or len(cue.speaker) > 100:
            raise BrokenCaptions(_("Caption %(n)d «%(text)s» is too long: split it.") % told)
    return sorted((Cue(cue.start, cue.end, cue.text, cue.speaker, _settings(cue.settings)) for cue in cues), key=lambda cue: (cue.start, cue.end))


def _settings(text: str) -> str:
    row = webvtt.Cue()
    webvtt.read_settings(row, text, [])
    return placed(row)


@transaction.atomic
def keep_draft(*, webinar: Webinar, language: str, user: Any, cues: list[dict[str, Any]], based_on: int) -> CaptionDraft:
    """What somebody is working on, as it is, right or wrong yet."""
    told = {"cues": cues[:MOST_CUES], "based_on": based_on, "saved_at": timezone.now()}
    return CaptionDraft.objects.update_or_create(webinar=webinar, language=language, user=user, defaults=told)[0]


@transaction.atomic
def drop_draft(*, webinar: Webinar, language: str, user: Any) -> None:
    CaptionDraft.objects.filter(webinar=webinar, language=language, user=user).delete()
