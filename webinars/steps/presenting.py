"""A webinar inside a course: the same recording, words and slides as on its own page."""

from __future__ import annotations

from typing import Any

from courses.learning.models import ScheduledActivity

from ..models import Viewing, Webinar, WebinarPage, WebinarStepPage
from ..presenting import webinar_facts
from ..watching.telling import told


def webinar_of(step: ScheduledActivity) -> Webinar | None:
    return Webinar.objects.filter(code=step.rules.get("webinar", "")).first()


def page_of(webinar: Webinar, language: str) -> WebinarPage | None:
    """In this language, else in the webinar's own; taken off, it is as it was last published."""
    pages = {page.locale.language_code: page for page in WebinarPage.objects.filter(translation_key=webinar.key).select_related("locale")}
    live = {code: page for code, page in pages.items() if page.live}
    order = (live.get(language), live.get(webinar.source_locale), pages.get(language), pages.get(webinar.source_locale))
    return next((page for page in order if page), None)


def shown_in_step(user: Any, step: ScheduledActivity, language: str, query: str, *, light: bool) -> dict[str, Any]:
    """The player with all that belongs to it; without its page only the course's own words are left."""
    webinar = webinar_of(step)
    page = page_of(webinar, language) if webinar else None
    if webinar is None or page is None:
        return {"shown": None}
    viewing = Viewing.objects.filter(user=user, webinar=webinar).first()
    facts = webinar_facts(page, query, light=light) | {"asked": []}
    test_left = webinar.tested and (viewing is None or viewing.passed_at is None)
    return {**facts, "shown": page, "told": told(viewing, webinar), "test_left": test_left}


def shown_page_of(page: WebinarStepPage) -> WebinarPage | None:
    webinar = page.record
    return page_of(webinar, page.locale.language_code) if webinar else None


def shown_in_preview(page: WebinarStepPage) -> dict[str, Any]:
    """What an editor looks at is not counted as watched."""
    shown = shown_page_of(page)
    return {**webinar_facts(shown), "watched_url": "", "visit": "", "pausing": [], "concluding": []} if shown else {}
