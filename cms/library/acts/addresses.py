"""Where an act's page stands in a reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from cms.pages.addresses import page_url

from ..models import Act, ActPage


def pages_in(keys: Iterable[UUID], language: str) -> dict[UUID, ActPage]:
    """Live pages by key, in one's own language where there is one, else in any."""
    rows = ActPage.objects.live().filter(translation_key__in=set(keys)).select_related("locale")
    found: dict[UUID, ActPage] = {}
    for page in sorted(rows, key=lambda page: page.locale.language_code == language):
        found[page.translation_key] = page
    return found


def page_addresses(keys: Iterable[UUID], language: str) -> dict[UUID, str]:
    return {key: page_url(page) for key, page in pages_in(keys, language).items()}


def act_address(act: Act, language: str = settings.LANGUAGE_CODE) -> str:
    return page_addresses({act.key}, language).get(act.key, "")
