from __future__ import annotations

import pytest

from courses.internships.models import Internship
from tests.factories.internships import TITLE, make_day, make_programme

pytestmark = pytest.mark.django_db


def test_publishing_makes_one_record_for_both_languages():
    page = make_programme(hours=8)
    make_programme(language="en", key=page.translation_key, hours=3)
    record = Internship.objects.get()
    assert (record.key, record.source_locale, record.title_uk, record.title_en) == (page.translation_key, "uk", TITLE["uk"], TITLE["en"])
    assert record.hours == 8


def test_a_draft_makes_no_record():
    page = make_programme()
    copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=False)
    assert copy.translation_key != page.translation_key
    copy.save_revision()
    assert Internship.objects.count() == 1


def test_unpublishing_retires_and_publishing_brings_back():
    page = make_programme()
    page.unpublish()
    assert Internship.objects.get().retired_at is not None
    page.save_revision().publish()
    assert Internship.objects.get().retired_at is None


def test_hours_reach_days_announced_later_only():
    page = make_programme(hours=8)
    before = make_day()
    page.hours = 6
    page.save_revision().publish()
    after = make_day()
    before.refresh_from_db()
    assert (before.hours, after.hours) == (8, 6)


def test_deleting_a_page_keeps_its_record_retired():
    make_programme().delete()
    assert Internship.objects.get().retired_at is not None
