"""A webinar that a person saves on their device: its page in one language, one form of the recording, all its words."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.learning.kinds import Carried
from school.foundation.keeping import File, Kept
from school.foundation.keeping_words import kept_words

from ..models import Webinar, WebinarPage
from ..quiz.asked import questions_of
from ..recordings.choosing import Choice, renditions_of
from ..rules import webinar_or_404
from ..words.slides import Shown, slides_of

KIND = "webinar"
AROUND = 700_000  # bytes of a page with its face, captions and pictures, about
MOBILE = 5_000_000  # bits a second of a mobile network that people complain about


OFFERED = ("video_360", "recording", "audio_light", "video_720")  # what fits most devices first


def forms_of(webinar: Webinar) -> list[Choice]:
    """Single files the recording can be kept as."""
    found = {choice.kind: choice for choice in renditions_of(webinar)}
    return [found[kind] for kind in OFFERED if kind in found]


def offer(webinar: Webinar) -> dict[str, Any] | None:
    """What the dialog on the webinar's page offers."""
    forms = forms_of(webinar)
    if not forms:
        return None
    rows = [
        {"kind": KIND, "id": webinar.code, "variant": form.kind, "label": form.label, "size": form.size + AROUND, "note": _minutes(form.size)}
        for form in forms
    ]
    text = _(
        "The webinar will work in this browser without a network: with captions, transcript and chapters. "
        "What you watch is counted when there is a connection again."
    )
    return {"choices": rows, "text": text, "words": kept_words()}


def _minutes(size: int) -> str:
    n = max(round(size * 8 / MOBILE / 60), 1)
    return ngettext("%(n)d minute over a mobile network", "%(n)d minutes over a mobile network", n) % {"n": n}


def keep(user: Any, code: str, variant: str, language: str) -> Kept:
    """What belongs to it now, for whoever may watch."""
    webinar = webinar_or_404(user, code)
    page = WebinarPage.objects.live().filter(translation_key=webinar.key, locale__language_code=language).first()
    forms = forms_of(webinar)
    form = next((one for one in forms if one.kind == variant), None)
    if form is None and forms and variant in OFFERED:  # prepared meanwhile: what fits most devices now, and no copy is taken away for it
        form = forms[0]
    if page is None or form is None:
        raise Http404
    parts = carried(page, webinar, form, language)
    return Kept(
        title=page.title,
        about=_("Webinar, %(form)s") % {"form": form.label[:1].lower() + form.label[1:]},
        version=parts.version,
        size=parts.size + AROUND,
        pages=(page.get_url() or "",),
        small=parts.small,
        files=parts.files,
        instead=parts.instead,
    )


def carried(page: WebinarPage, webinar: Webinar, form: Choice, language: str) -> Carried:
    """What a page that shows this webinar needs besides itself: its own, or a step of a course."""
    tag = hashlib.sha256(f"{form.url} {form.size} {webinar.recording.name}".encode()).hexdigest()[:12]
    slides = slides_of(webinar, language)
    return Carried(
        version=_version(page, webinar, tag, slides),
        size=form.size + sum({one.url: one.size for one in slides}.values()),
        small=_small(webinar, slides),
        files=(File(form.url, form.size, tag),),
        instead=_instead(webinar, form),
    )


def _instead(webinar: Webinar, form: Choice) -> dict[str, str]:
    """Whatever the page would play, it plays what is kept; segments are not."""
    single = reverse("webinars:recording", args=[webinar.code])
    found = {single: form.url} | {one.url: form.url if one.kind != "hls" else "" for one in renditions_of(webinar)}
    return {url: other for url, other in found.items() if url != form.url}


def _small(webinar: Webinar, slides: list[Shown]) -> tuple[str, ...]:
    tracks = [reverse("webinars:captions", args=[webinar.code, track.language]) for track in webinar.captions.all() if track.text]
    return (*tracks, *dict.fromkeys(one.url for one in slides), *([reverse("webinars:poster", args=[webinar.code])] if webinar.poster else []))


def _version(page: WebinarPage, webinar: Webinar, tag: str, slides: list[Shown]) -> str:
    """Other words, other questions, another picture or another cut: another version."""
    told = [tag, str(page.last_published_at), webinar.poster.name or ""]
    told += [f"{track.language}{track.text}" for track in webinar.captions.all() if track.text]
    told += [f"{row.at_seconds}{row.title_uk}{row.title_en}" for row in webinar.chapters.all()]
    told += [f"{one.url} {one.at}" for one in slides]
    told += [f"{row.question.code} {row.version.number} {row.at}" for row in questions_of(webinar)]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]
