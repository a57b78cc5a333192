"""Mini-cases in the search: by city, year, topic and how they ended; failed ones are as findable."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.search.page_sources import register_pages
from cms.search.plain import plain, together, words_of
from cms.search.sources import Kind
from school.foundation.centre import words

from ..models import CasePage
from .enums import Outcome

CASE = Kind("case", _("Mini-cases"), "lightbulb", order=35)


def register() -> None:
    register_pages("cases", CasePage, kind=CASE, describe=describe, statuses={f"case-{value}": label for value, label in Outcome.choices})


def describe(page: CasePage) -> dict[str, Any]:
    language = page.locale.language_code
    said = (page.summary, plain(page.problem), plain(page.done), plain(page.otherwise), words_of(page.body))
    return {
        "text": together(*said),
        "year": page.year,
        "city": words(page, "city_name", language),
        "status": f"case-{page.outcome}",
        "topics": {topic.slug: getattr(topic, f"name_{language}", topic.name_uk) for topic in page.topics.all()},
    }
