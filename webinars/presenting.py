"""What people see of webinars: facts gathered without knowing who asks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.pages.addresses import page_url
from cms.pages.shelves import Shelf

from .announcing.presenting import ON_PAGE, announcement_of
from .models import CaptionTrack, Webinar, WebinarIndexPage, WebinarPage
from .offline.keeping import offer
from .quiz.telling import quiz_context
from .series import places_of, series_cards
from .sharing.structured import json_ld_of
from .watching.presenting import chapters_of, player_of
from .watching.visits import visit_token
from .words.captions import BrokenCaptions, read_cues
from .words.presenting import light_context, slides_context, transcript_context
from .words.transcript import clock


def webinar_facts(page: WebinarPage, query: str = "", *, light: bool = False) -> dict[str, Any]:
    """Context of a webinar's page."""
    language = page.locale.language_code
    speakers = [row.instructor for row in page.speakers.select_related("instructor__portrait") if row.instructor.live]
    webinar = Webinar.objects.select_related("project", "offer").prefetch_related("captions").filter(key=page.translation_key).first()
    if webinar is None:
        return {"webinar": None, "speakers": speakers, "tracks": [], "transcript": [], "chapters": []}
    tracks = [track for track in webinar.captions.all() if track.text]
    spoken = next((track for track in tracks if track.language == language), tracks[0] if tracks else None)
    video = reverse("webinars:recording", args=[webinar.code]) if webinar.recorded else ""
    poster = reverse("webinars:poster", args=[webinar.code]) if webinar.poster else ""
    rows = list(webinar.chapters.all())
    chapters = chapters_of(webinar, rows, language)
    facts = {
        "webinar": webinar,
        "speakers": speakers,
        "video_url": video,
        "poster_url": poster,
        "keep": offer(webinar),
        "watched_url": f"{reverse('webinars:watched', args=[webinar.code])}?cut={webinar.shown_number}" if webinar.recorded else "",
        "tracks": [_track(webinar, track, default=track == spoken) for track in tracks],
        **player_of(webinar),
        **transcript_context(spoken, rows, query),
        "chapters": chapters,
        "length": clock(webinar.duration_seconds or webinar.length_minutes * 60),
        "minutes": webinar.minutes,
        "megabytes": round(webinar.size / 1_000_000, 1) if webinar.size else 0,
        "upcoming": bool(webinar.starts_at and webinar.starts_at > timezone.now()),
        "announcement": announcement_of(webinar),
        "asked": list(webinar.audience_questions.shown()[:ON_PAGE]) if webinar.offer_id else [],
        "visit": visit_token(webinar) if webinar.recorded else "",
        **slides_context(webinar, language),
        **quiz_context(webinar, language),
        "places": places_of(webinar, language),
        "json_ld": json_ld_of(page, webinar, chapters, _said(spoken)),
        "share_url": settings.PUBLIC_URL + page_url(page),
        "embed_url": settings.PUBLIC_URL + reverse("webinars:embed", args=[webinar.code]),
    }
    return facts | light_context(facts, light)


def _track(webinar: Webinar, track: CaptionTrack, *, default: bool) -> dict[str, Any]:
    url = reverse("webinars:captions", args=[webinar.code, track.language])
    return {"language": track.language, "label": str(track), "url": url, "default": default}


def _said(spoken: CaptionTrack | None) -> str:
    """All that was said, as one text."""
    try:
        return " ".join(cue.text for cue in read_cues(spoken.text)) if spoken else ""
    except BrokenCaptions:
        return ""


def webinar_cards(language: str) -> list[dict[str, Any]]:
    """Published webinars as cards: those to come first, nearest first, then recordings, latest first. Two queries."""
    pages = list(WebinarPage.objects.live().filter(locale__language_code=language).order_by("-first_published_at"))
    records = {row.key: row for row in Webinar.objects.in_force().select_related("offer").filter(key__in=[page.translation_key for page in pages])}
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
        "upcoming": bool(webinar.starts_at and webinar.starts_at > timezone.now()) and webinar.cancelled_at is None,
        "recorded": webinar.recorded,
        "state": webinar.announced,
        "minutes": webinar.minutes,
    }


def programme(language: str) -> dict[str, Any]:
    """Context of the list."""
    cards = webinar_cards(language)
    series = series_cards(cards, language)
    recordings = [card for card in cards if card["recorded"]]
    return {"webinars": cards, "upcoming": [card for card in cards if card["upcoming"]], "recordings": recordings, "series": series}


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
            "free": card["webinar"].offer.free if card["webinar"].offer else None,
            "capacity": card["webinar"].offer.capacity if card["webinar"].offer else None,
            "deadline": card["webinar"].closes_at,
        }
        for card in webinar_cards(language)
        if card["upcoming"]
    ]
