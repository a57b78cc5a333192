"""Addresses of pages come from their titles, whatever stands in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from courses.learning.models import CoursePage, CoursesIndexPage
from school.accounts.models import User
from tests.factories.learning import index as make_index

pytestmark = pytest.mark.django_db


def save_draft(browser: Client, index: CoursesIndexPage, title: str) -> None:
    counts = {
        f"{name}-{part}": "0" for name in ("instructors", "comments") for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    words = {"title": title, "summary": "", "slug": "", "hours": "4", "level": "basic", "outcomes-count": "0", "about": "null"}
    response = browser.post(reverse("wagtailadmin_pages:add", args=["learning", "coursepage", index.pk]), {**counts, **words})
    assert response.status_code == 302


def test_two_courses_of_one_title_get_two_addresses(admin: User, browser_of: Callable[[User], Client]) -> None:
    index = make_index()
    browser = browser_of(admin)
    for _time in range(2):
        save_draft(browser, index, "Відкрита рада, «вечірня»: що це?")
    assert list(CoursePage.objects.order_by("pk").values_list("slug", flat=True)) == [
        "vidkryta-rada-vechirnia-shcho-tse",
        "vidkryta-rada-vechirnia-shcho-tse-2",
    ]


def test_title_without_letters_gets_an_address(admin: User, browser_of: Callable[[User], Client]) -> None:
    save_draft(browser_of(admin), make_index(), "…")
    assert CoursePage.objects.get().slug == "page"
