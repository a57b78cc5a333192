"""What publishing copies from a webinar's step, when it cannot be taken, and when that has changed meanwhile."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from courses.learning.outline import course_page_of, publish_outline

from ..models import Webinar, WebinarStepPage


def rules_of(page: WebinarStepPage) -> dict[str, Any]:
    """The code of the record: one webinar in every language."""
    record = page.record
    return {"webinar": record.code} if record else {}


def problem_of(page: WebinarStepPage) -> str:
    if page.webinar is None:
        return _("Choose which webinar this step shows.")
    record, title = page.record, page.webinar.title
    if record is None:
        return _("The webinar «%(title)s» is not published. The step comes into the course once it is.") % {"title": title}
    if record.retired_at:
        return _("The webinar «%(title)s» is taken off the site. Publish it again, or choose another one.") % {"title": title}
    if not record.recorded:
        return _("The recording of «%(title)s» is not ready. The step comes into the course once it plays.") % {"title": title}
    return ""


def bring_steps_in_line(*, key: UUID) -> None:
    """The webinar was published, taken off or has another recording: courses with a step of it are told."""
    record = Webinar.objects.filter(key=key).first()
    courses = set()
    for page in WebinarStepPage.objects.filter(webinar__translation_key=key):
        if record is not None and page.minutes != record.minutes:
            WebinarStepPage.objects.filter(pk=page.pk).update(minutes=record.minutes)
        if course := course_page_of(page):
            courses.add(course.translation_key)
    for course_key in sorted(courses):
        publish_outline(key=course_key)
