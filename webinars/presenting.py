"""What people see of webinars: facts gathered without knowing who asks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.pages.shelves import Shelf
from school.foundation.centre import centre, words

from .captions import BrokenCaptions, read_cues, sentences
from .models import CaptionTrack, Webinar, WebinarIndexPage, WebinarPage


def clock(seconds: float) -> str:
    """6:10, 1:02:05."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def minutes_of(webinar: Webinar) -> int:
    """As long as the recording is, else as long as announced."""
    return max(round(webinar.duration_seconds / 60), 1) if webinar.duration_seconds else webinar.length_minutes


def transcript_of(track: CaptionTrack | None) -> list[dict[str, Any]]:
    """Sentences with the second each begins."""
    if track is None:
        return []
    try:
        said = sentences(read_cues(track.text))
    except BrokenCaptions:
        return []
    return [{"at": int(cue.start), "clock": clock(cue.start), "text": cue.text, "speaker": cue.speaker} for cue in said]


def webinar_facts(page: WebinarPage) -> dict[str, Any]:
    """Context of a webinar's page."""
    language = page.locale.language_code
    speakers = [row.instructor for row in page.speakers.select_related("instructor__portrait") if row.instructor.live]
    webinar = Webinar.objects.select_related("project").filter(key=page.translation_key).first()
    if webinar is None:
        return {"webinar": None, "speakers": speakers, "tracks": [], "transcript": [], "chapters": []}
    tracks = list(webinar.captions.all())
    spoken = next((track for track in tracks if track.language == language), tracks[0] if tracks else None)
    video = reverse("webinars:recording", args=[webinar.code]) if webinar.recorded else ""
    poster = reverse("webinars:poster", args=[webinar.code]) if webinar.poster else ""
    chapters = [{"at": row.at_seconds, "clock": clock(row.at_seconds), "title": words(row, "title", language)} for row in webinar.chapters.all()]
    return {
        "webinar": webinar,
        "speakers": speakers,
        "video_url": video,
        "poster_url": poster,
        "watched_url": reverse("webinars:watched", args=[webinar.code]) if webinar.recorded else "",
        "tracks": [_track(webinar, track, default=track == spoken) for track in tracks],
        "transcript": transcript_of(spoken),
        "transcript_language": spoken.language if spoken else "",
        "chapters": chapters,
        "length": clock(webinar.duration_seconds or webinar.length_minutes * 60),
        "minutes": minutes_of(webinar),
        "megabytes": round(webinar.size / 1_000_000, 1) if webinar.size else 0,
        "upcoming": bool(webinar.starts_at and webinar.starts_at > timezone.now()),
        "json_ld": _json_ld(page, webinar, video, poster, chapters),
    }


def _track(webinar: Webinar, track: CaptionTrack, *, default: bool) -> dict[str, Any]:
    url = reverse("webinars:captions", args=[webinar.code, track.language])
    return {"language": track.language, "label": str(track), "url": url, "default": default}


def _json_ld(page: WebinarPage, webinar: Webinar, video: str, poster: str, chapters: list[dict[str, Any]]) -> dict[str, Any] | None:
    """schema.org VideoObject for a recording, EducationEvent for what is to come."""
    address = settings.PUBLIC_URL + (page.get_url() or "")
    about = {
        "@context": "https://schema.org",
        "name": page.title,
        "description": page.description,
        "inLanguage": page.locale.language_code,
        "url": address,
    }
    house = {"@type": "EducationalOrganization", "name": centre().name_uk, "url": settings.PUBLIC_URL}
    if video:
        clips = [{"@type": "Clip", "name": row["title"], "startOffset": row["at"], "url": f"{address}?t={row['at']}"} for row in chapters]
        held = webinar.starts_at or webinar.published_at
        found = about | {
            "@type": "VideoObject",
            "contentUrl": settings.PUBLIC_URL + video,
            "uploadDate": timezone.localtime(held).isoformat(),
            "publisher": house,
        }
        found |= {"duration": f"PT{webinar.duration_seconds}S", **({"thumbnailUrl": settings.PUBLIC_URL + poster} if poster else {})}
        return found | ({"hasPart": clips} if clips else {})
    if webinar.starts_at is None:
        return None
    online = {"eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode", "location": {"@type": "VirtualLocation", "url": address}}
    return about | online | {"@type": "EducationEvent", "startDate": timezone.localtime(webinar.starts_at).isoformat(), "organizer": house}


def webinar_cards(language: str) -> list[dict[str, Any]]:
    """Published webinars as cards: those to come first, nearest first, then recordings, latest first. Two queries."""
    pages = list(WebinarPage.objects.live().filter(locale__language_code=language).order_by("-first_published_at"))
    records = {row.key: row for row in Webinar.objects.in_force().filter(key__in=[page.translation_key for page in pages])}
    cards = [_card(page, records[page.translation_key]) for page in pages if page.translation_key in records]
    soon = sorted((card for card in cards if card["upcoming"]), key=lambda card: card["starts_at"])
    return soon + sorted((card for card in cards if not card["upcoming"]), key=_latest, reverse=True)


def _latest(card: dict[str, Any]) -> Any:
    return card["starts_at"] or card["webinar"].published_at


def _card(page: WebinarPage, webinar: Webinar) -> dict[str, Any]:
    return {
        "page": page,
        "title": page.title,
        "summary": page.summary,
        "url": page.get_url(),
        "key": str(page.translation_key),
        "webinar": webinar,
        "poster_url": reverse("webinars:poster", args=[webinar.code]) if webinar.poster else "",
        "starts_at": webinar.starts_at,
        "upcoming": bool(webinar.starts_at and webinar.starts_at > timezone.now()),
        "recorded": webinar.recorded,
        "minutes": minutes_of(webinar),
    }


def programme(language: str) -> dict[str, Any]:
    """Context of the list."""
    cards = webinar_cards(language)
    return {"webinars": cards, "upcoming": [card for card in cards if card["upcoming"]], "recordings": [card for card in cards if card["recorded"]]}


def webinars_shelf(subject: Any, language: str) -> Shelf | None:
    cards = [card for card in webinar_cards(language) if card["recorded"]]
    index = WebinarIndexPage.objects.live().filter(locale__language_code=language).first()
    return Shelf("webinars", _("Webinars to watch"), cards[:3], len(cards), index.get_url() if index else "") if cards else None


def soon_webinars(language: str) -> list[dict[str, Any]]:
    """Webinars among what comes soon on the home page."""
    return [
        {
            "at": card["starts_at"],
            "title": card["title"],
            "url": card["url"],
            "icon": "video",
            "kind": _("Webinar"),
            "where": _("online"),
            "free": None,
            "capacity": None,
            "deadline": None,
        }
        for card in webinar_cards(language)
        if card["upcoming"]
    ]
