"""schema.org: VideoObject of a recording with its chapters and transcript, EducationEvent of what is to come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cms.pages.addresses import page_url
from school.foundation.centre import centre, words

from ..announcing.states import AnnouncedState
from ..models import Webinar, WebinarPage
from .published import Published, absolute

LONGEST_TRANSCRIPT = 20_000  # signs; the whole stands on the page itself


def json_ld_of(page: WebinarPage, webinar: Webinar, chapters: Sequence[dict[str, Any]], spoken: str) -> dict[str, Any] | None:
    if webinar.recorded:
        return _about(page) | _video(page, webinar, chapters, spoken)
    return _about(page) | _event(page, webinar) if webinar.starts_at else None


def _about(page: WebinarPage) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "name": page.title,
        "description": page.description,
        "inLanguage": page.locale.language_code,
        "url": absolute(page_url(page)),
    }


def _house(language: str) -> dict[str, Any]:
    return {"@type": "EducationalOrganization", "name": words(centre(), "name", language), "url": settings.PUBLIC_URL}


def _video(page: WebinarPage, webinar: Webinar, chapters: Sequence[dict[str, Any]], spoken: str) -> dict[str, Any]:
    one = Published(page, webinar, {}, [track for track in webinar.captions.all() if track.text])
    ends = [row["at"] for row in chapters[1:]] + [webinar.duration_seconds]
    clips = [
        {"@type": "Clip", "name": row["title"], "startOffset": row["at"], "endOffset": end, "url": f"{one.url}?t={row['at']}"}
        for row, end in zip(chapters, ends, strict=False)  # without chapters there is one end too many
    ]
    found = {
        "@type": "VideoObject",
        "contentUrl": absolute(reverse("webinars:recording", args=[webinar.code])),
        "embedUrl": one.embed_url,
        "uploadDate": timezone.localtime(one.at).isoformat(),
        "duration": f"PT{webinar.duration_seconds}S",
        "publisher": _house(page.locale.language_code),
        "isAccessibleForFree": True,
    }
    found |= {"thumbnailUrl": one.poster_url} if one.poster_url else {}
    found |= {"transcript": spoken[:LONGEST_TRANSCRIPT]} if spoken else {}
    captions = [
        {"@type": "MediaObject", "encodingFormat": "text/vtt", "inLanguage": row.language, "contentUrl": one.captions_url(row)}
        for row in one.captions
    ]
    return found | ({"caption": captions} if captions else {}) | ({"hasPart": clips} if clips else {})


def _event(page: WebinarPage, webinar: Webinar) -> dict[str, Any]:
    cancelled = webinar.announced is AnnouncedState.CANCELLED
    event = {
        "@type": "EducationEvent",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "eventStatus": f"https://schema.org/{'EventCancelled' if cancelled else 'EventScheduled'}",
        "location": {"@type": "VirtualLocation", "url": absolute(page_url(page))},
        "startDate": timezone.localtime(webinar.starts_at).isoformat(),
        "endDate": timezone.localtime(webinar.ends_at).isoformat(),
        "organizer": _house(page.locale.language_code),
        "isAccessibleForFree": True,
    }
    if webinar.offer is not None and webinar.offer.capacity is not None:
        event |= {"maximumAttendeeCapacity": webinar.offer.capacity, "remainingAttendeeCapacity": webinar.offer.free}
    return event
