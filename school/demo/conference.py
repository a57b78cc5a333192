"""The conference of December 2012: a day of the archive, with no more than the source tells."""

from __future__ import annotations

from typing import Any

from wagtail.rich_text import RichText

from courses.internships.archive import record_past_day
from courses.internships.enums import DayKind
from courses.internships.models import Internship, InternshipDay, InternshipPage

from . import content
from .courses import key_of
from .site import publish


def make_conference(indexes: dict[str, Any], actor: Any) -> InternshipDay:
    told = content.read("internship/conference.yaml")
    for code in content.LANGUAGES:
        parent = indexes[code]
        parent.refresh_from_db()
        page = InternshipPage(
            title=told["title"][code],
            slug=told["slug"],
            summary=told["summary"][code],
            for_whom=told["for_whom"][code],
            body=[("text", RichText(told["body"][code]))],
            hours=None,
            locale=parent.locale,
            translation_key=key_of("conference-2012"),
        )
        publish(parent, page)
    programme = Internship.objects.get(key=key_of("conference-2012"))
    return record_past_day(internship=programme, kind=DayKind.CONFERENCE, year=2012, month=12, actor=actor)
