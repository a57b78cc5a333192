"""What lies in a package beside the media: one script of data a webinar, the page, its face and what it says of itself."""

from __future__ import annotations

import base64
import json
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from school.foundation import keys
from school.foundation.centre import centre, words
from school.foundation.motif import mark
from school.foundation.transliteration import slugify_uk

from ..models import Cut, Stick, Webinar
from ..quiz.carrying import carried
from ..words.captions import BrokenCaptions, read_cues
from ..words.slides import Shown, slides_of
from ..words.transcript import clock, transcript_of
from .stick_words import stick_words

PURPOSE = "stick"
FACE_SIZE = 600_000  # bytes of the face and scripts, about
LANGUAGES = ("uk", "en")
FACE = (
    "css/tokens.css", "css/fonts.css", "css/components.css", "css/site.css", "css/stick.css",
    "css/assets/frieze-light.svg", "css/assets/frieze-dark.svg",
    "css/fonts/commissioner-cyrillic-wght-normal.woff2", "css/fonts/commissioner-latin-wght-normal.woff2",
    "css/fonts/commissioner-cyrillic-ext-wght-normal.woff2", "css/fonts/commissioner-latin-ext-wght-normal.woff2",
    "css/fonts/COMMISSIONER-OFL.txt",
    "js/vendor/stick/sha256.js", "js/vendor/stick/qrcode.js",
    "js/vendor/stick/LICENSE-js-sha256.txt", "js/vendor/stick/LICENSE-qrcode-generator.txt",
    "js/stick/keeping.js", "js/stick/player.js", "js/stick/asking.js", "js/stick/page.js",
)  # fmt: skip


@dataclass
class Leaf:
    """One webinar in a package. `pictures`: path in the package → stored file."""

    name: str
    data: dict[str, Any]
    cut: int
    pictures: dict[str, Any] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)

    def script(self) -> str:
        return f"STICK.webinars.push({_script_safe({**self.data, 'media': self.media})});\n"


def _script_safe(data: Any) -> str:
    """JSON that is JavaScript too, wherever it stands."""
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def leaf_of(webinar: Webinar, number: int, language: str) -> Leaf:
    cut = Cut.objects.filter(webinar=webinar, shown=True).values_list("number", flat=True).first() or 0
    tracks = [track for track in webinar.captions.all() if track.text]
    chapters = list(webinar.chapters.all())
    name = f"{number:02d}-{slugify_uk(words(webinar, 'title', language))[:50].strip('-') or webinar.code}"
    slides = slides_of(webinar, language)
    data = {
        "code": webinar.code,
        "cut": cut,
        "seconds": webinar.duration_seconds,
        "title": {one: words(webinar, "title", one) for one in LANGUAGES},
        "tracks": [_track(track, chapters) for track in tracks],
        "chapters": [
            {"at": row.at_seconds, "clock": clock(row.at_seconds), "title": {one: words(row, "title", one) for one in LANGUAGES}} for row in chapters
        ],
        "slides": [{"at": one.at, "clock": one.clock, "file": _picture(name, one), "text": one.alt} for one in slides],
        "questions": carried(webinar),
        "pass_mark": webinar.pass_mark,
        "required": getattr(webinar, "required_percent", 80),
    }
    return Leaf(name, data, cut, {_picture(name, one): one.slide.picture for one in slides})


def _picture(name: str, slide: Shown) -> str:
    return f"media/{name}-slide-{slide.number:03d}.webp"


def _track(track: Any, chapters: list[Any]) -> dict[str, Any]:
    try:
        cues = [[round(cue.start, 3), round(cue.end, 3), cue.text] for cue in read_cues(track.text)]
    except BrokenCaptions:
        cues = []
    paragraphs = [{"speaker": row.speaker, "said": [[round(one.at, 2), one.text] for one in row.sentences]} for row in transcript_of(track, chapters)]
    return {"language": track.language, "label": str(track), "cues": cues, "transcript": paragraphs}


def put_cover(archive: zipfile.ZipFile, top: str, stick: Stick) -> None:
    """The page, its face and the script that says whose package this is."""
    for name in FACE:
        archive.write(static_file(name), f"{top}/{name}")
    archive.writestr(f"{top}/mark.svg", mark("shkola", "чорнозем"))
    archive.writestr(f"{top}/data/stick.js", f"var STICK = {_script_safe(_about(stick))};\n")
    page = render_to_string("stick/index.html", {"stick": stick, "names": [row["name"] for row in stick.contents], "house": centre()})
    archive.writestr(f"{top}/index.html", page)
    archive.writestr(f"{top}/READ-ME.txt", render_to_string("stick/read-me.txt", {"stick": stick}))


def _about(stick: Stick) -> dict[str, Any]:
    house = centre()
    return {
        "code": stick.code,
        "language": stick.language,
        "person": str(stick.person.get_full_name() or stick.person),
        "built_at": timezone.localtime(stick.built_at).strftime("%d.%m.%Y"),
        "house": {one: words(house, "school_name", one) for one in LANGUAGES},
        "address": settings.PUBLIC_URL + reverse("webinars:sticks"),
        "secret": stick.secret,
        "signature": signature_of(stick),
        "words": _in_each(),
        "webinars": [],
    }


def _in_each() -> dict[str, dict[str, str]]:
    found = {}
    for one in LANGUAGES:
        with translation.override(one):
            found[one] = stick_words()
    return found


def signed_words(code: str, person: int, built_at: datetime | None, contents: list[dict[str, Any]]) -> bytes:
    """What the school signs: the package, whose it is, when it was made and which cuts lie in it."""
    told = [[row["code"], row["cut"], row["seconds"]] for row in contents]
    return json.dumps([code, person, built_at.isoformat() if built_at else "", told], separators=(",", ":")).encode()


def signature_of(stick: Stick) -> str:
    raw = keys.sign(PURPOSE, signed_words(stick.code, stick.person_id, _utc(stick.built_at), stick.contents))
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def is_ours(stick: Stick, signature: str) -> bool:
    try:
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
    except ValueError:
        return False
    return keys.verify(PURPOSE, signed_words(stick.code, stick.person_id, _utc(stick.built_at), stick.contents), raw)


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(timezone.get_default_timezone()).replace(microsecond=0) if moment else None


def static_file(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(_("The file %(name)s of the package is missing.") % {"name": name})
    return Path(found)
