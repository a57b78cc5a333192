"""schema.org: an article that is also something to learn from, about a place."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.html import strip_tags

from cms.pages.addresses import page_url
from school.foundation.centre import centre, words

from ..models import CasePage


def json_ld_of(page: CasePage) -> dict[str, Any] | None:
    if not page.first_published_at:
        return None
    language = page.locale.language_code
    house = {"@type": "Organization", "name": words(centre(), "name", language), "url": settings.PUBLIC_URL}
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["Article", "LearningResource"],
        "headline": page.title,
        "description": page.description or strip_tags(page.problem)[:300],
        "inLanguage": language,
        "url": settings.PUBLIC_URL + urlsplit(page_url(page)).path,
        "datePublished": timezone.localtime(page.first_published_at).isoformat(),
        "publisher": house,
        "learningResourceType": "teaching example" if page.is_example else "case study",
        "isAccessibleForFree": True,
        "keywords": [
            str(page.get_instrument_display()),
            str(page.get_outcome_display()),
            *(words(row, "name", language) for row in page.topics.all()),
        ],
    }
    if page.last_published_at:
        told["dateModified"] = timezone.localtime(page.last_published_at).isoformat()
    if not page.is_example:  # an invented city is no place
        told["contentLocation"] = {
            "@type": "City",
            "name": page.city_name,
            "containedInPlace": {"@type": "AdministrativeArea", "name": page.oblast_name},
        }
    return told
