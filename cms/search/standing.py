"""Pages of the site itself: the room they are kept in lies below this one and cannot say so itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.pages.models import HomePage, StandardPage

from .page_sources import register_pages
from .plain import together, words_of
from .sources import Kind

KIND = Kind("page", _("Pages of the centre"), "landmark", order=90)


def describe(page: Any) -> dict[str, Any]:
    lead = page.lead if isinstance(page, HomePage) else ""
    return {"text": together(page.summary, lead, words_of(page.body))}


def groups_of(user: Any) -> list[str]:
    """Pages that an editor opened to groups."""
    return [f"group:{pk}" for pk in user.groups.values_list("pk", flat=True)]


def register() -> None:
    register_pages("pages", HomePage, StandardPage, kind=KIND, describe=describe, tags_for=groups_of)
