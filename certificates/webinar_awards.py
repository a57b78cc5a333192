"""What a webinar gives: the award of somebody who has watched the required share of its recording and passed its test."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.internships.hours import ACADEMIC_HOUR
from school.foundation.calendar import KYIV
from school.foundation.centre import words
from school.foundation.numbers import whole_number
from webinars.models import Viewing, Webinar, WebinarPage

from .awards import Award, NotEarned, project_words
from .enums import AwardKind

DEED = {"deed_uk": "за перегляд вебінару", "deed_en": "has watched the webinar"}


def issuing_address(code: str) -> str:
    return f"{reverse('certificates:new_batch')}?webinar={code}"


def key_of(viewing: Viewing) -> str:
    """The key of a webinar's award: the webinar's code and the person, as in the report over a period."""
    return f"{viewing.webinar.code}:{viewing.user_id}"


def webinar_award(key: str) -> Award:
    """The award behind a complete viewing; hours are the page's, else the recording's."""
    viewing = _viewing(key)
    if viewing is None or viewing.reached_at is None or not viewing.webinar.gives_certificate:
        raise NotEarned(key)
    webinar, language = viewing.webinar, viewing.user.language
    watched_on = viewing.reached_at.astimezone(KYIV).date()
    with override(language):
        return Award(
            kind=AwardKind.WEBINAR,
            key=key,
            record_key=str(webinar.key),
            person=viewing.user,
            language=language,
            title=words(webinar, "title", language),
            second_title="" if language == "uk" else webinar.title_uk,
            what_kind=_("webinar"),
            deed=DEED,
            form=_("distance learning"),
            hours=hours_of(webinar),
            starts=min(viewing.opened_at.astimezone(KYIV).date(), watched_on),
            ends=watched_on,
            outcomes=_outcomes(webinar, language),
            **project_words(webinar.project, language),
        )


def _viewing(key: str) -> Viewing | None:
    code, _colon, said = key.partition(":")
    person = whole_number(said)
    if person is None:
        return None
    return Viewing.objects.select_related("webinar__project", "user__profile").filter(webinar__code=code, user=person).first()


def hours_of(webinar: Webinar) -> Decimal:
    """Academic hours; of a recording shorter than that a tenth of an hour."""
    if webinar.hours is not None:
        return webinar.hours
    long = (Decimal(webinar.duration_seconds or 0) / 60 / ACADEMIC_HOUR).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return max(long, Decimal("0.1"))


def _outcomes(webinar: Webinar, language: str) -> list[str]:
    page: Any = WebinarPage.objects.filter(translation_key=webinar.key, locale__language_code=language, live=True).first()
    return [str(child.value) for child in page.what_for] if page else []
