"""Who may what in the legal base. Predicates have names; views look records up through them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..models import Act, ActPage, Review


def may_take_editions(user: Any, page: ActPage) -> bool:
    """Whoever may publish the act's page."""
    return page.permissions_for_user(user).can_publish()


def act_to_change_or_404(user: Any, page_id: int) -> tuple[ActPage, Act | None]:
    """The act's page in its source language; its record is there once the page was published."""
    page = get_object_or_404(ActPage, pk=page_id)
    act = Act.objects.filter(key=page.translation_key).first()
    if not page.permissions_for_user(user).can_edit():
        raise Http404
    return page, act


def pages_looked_after_by(user: Any) -> QuerySet[Page]:
    """Pages whose words a person may change: the whole site for an editor, their courses for a trainer."""
    return PagePermissionPolicy(Page).instances_user_has_permission_for(user, "change")


def reviews_for(user: Any) -> list[tuple[Review, Page]]:
    """What is to be looked at by that person, the newest change first, each with its page. Three queries."""
    rows = list(Review.objects.open().select_related("change__act", "change__edition").prefetch_related("change__articles"))
    if not rows:
        return []
    pages = pages_looked_after_by(user).filter(translation_key__in={row.page_key for row in rows}).select_related("locale")
    found = {(page.translation_key, page.locale.language_code): page for page in pages}
    return [(row, found[(row.page_key, row.language)]) for row in rows if (row.page_key, row.language) in found]


def review_or_404(user: Any, number: int) -> Review:
    review = get_object_or_404(Review, pk=number)
    if not pages_looked_after_by(user).filter(translation_key=review.page_key, locale__language_code=review.language).exists():
        raise Http404
    return review
