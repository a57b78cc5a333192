"""What people see of a live webinar. `announcement_of` knows nobody; `standing_of` is the asker's own."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cms.pages.addresses import page_url
from courses.learning.enums import ClaimState
from school.foundation.centre import words

from ..models import LiveAttendance, Registration, Webinar, WebinarPage
from .entering import door_of, may_enter
from .states import AnnouncedState, RegistrationState

ON_PAGE = 5  # questions shown on the webinar's own page


def announcement_of(webinar: Webinar) -> dict[str, Any] | None:
    """Nothing where nobody registers, or where a recording has taken the place of the date. One query."""
    state = webinar.announced
    if webinar.offer is None or state is AnnouncedState.NONE or (webinar.recorded and state is AnnouncedState.OVER):
        return None
    door = door_of(webinar)
    return {
        "webinar": webinar,
        "state": state,
        "free": webinar.offer.free,
        "capacity": webinar.offer.capacity,
        "waiting": webinar.offer.claims.filter(state=ClaimState.WAITING).count() if state is AnnouncedState.FULL else 0,
        "door_at": door.opens_at if door else None,
        "asks": state not in (AnnouncedState.OVER, AnnouncedState.CANCELLED),
        "live": bool(webinar.starts_at and webinar.starts_at <= timezone.now() and state is not AnnouncedState.OVER),
    }


def standing_of(user: Any, webinar: Webinar) -> dict[str, Any]:
    """How the asker stands: registered, waiting and at which number, whether the way in is open."""
    rows = Registration.objects.of(user).current().filter(webinar=webinar).select_related("webinar__offer", "claim")
    registration = rows.first()
    if registration is None:
        return {"registration": None}
    waits = registration.state == RegistrationState.WAITING and registration.claim is not None
    return {
        "registration": registration,
        "place_in_queue": registration.claim.place_in_queue if waits and registration.claim else None,
        "enters": may_enter(registration),
        "attendance": LiveAttendance.objects.filter(webinar=webinar, user=user).first(),
    }


def page_of(webinar: Webinar, language: str) -> WebinarPage | None:
    """The live page in that language, else in the one it was written in."""
    pages = WebinarPage.objects.live().filter(translation_key=webinar.key).select_related("locale").prefetch_related("speakers__instructor__portrait")
    return min(pages, key=lambda page: (page.locale.language_code != language, page.pk), default=None)


def about(webinar: Webinar, language: str) -> dict[str, Any]:
    """Context of every page around a live webinar."""
    page = page_of(webinar, language)
    return {
        "webinar": webinar,
        "title": page.title if page else words(webinar, "title", language),
        "summary": page.summary if page else "",
        "page_url": page_url(page) if page else "",
        "speakers": [row.instructor for row in page.speakers.all() if row.instructor.live] if page else [],
        "announcement": announcement_of(webinar),
    }
