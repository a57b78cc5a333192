"""The hinge: pages are words, the record is the promise; nothing an editor does takes it away."""

from __future__ import annotations

import uuid
from datetime import datetime

import pytest

from school.accounts.models import User
from school.foundation.calendar import KYIV
from school.foundation.models import Event
from tests.factories.webinars import make_page, make_webinar, watch
from webinars.models import Webinar, WebinarPage
from webinars.publishing import publish_webinar
from webinars.watching.watched import watched_by

pytestmark = pytest.mark.django_db
HELD = datetime(2026, 11, 20, 15, tzinfo=KYIV)


def translated(**fields: object) -> tuple[WebinarPage, WebinarPage]:
    uk = make_page(title="Вступ", starts_at=HELD, length_minutes=45)
    return uk, make_page(language="en", key=uk.translation_key, **{"title": "Introduction", "length_minutes": 5, **fields})


def test_translations_share_one_record_whose_rules_come_from_the_source() -> None:
    translated()
    record = Webinar.objects.get()
    assert (record.title_uk, record.title_en, record.starts_at, record.length_minutes) == ("Вступ", "Introduction", HELD, 45)
    assert (record.source_locale, record.retired_at) == ("uk", None)


def test_draft_makes_no_record_and_changes_none() -> None:
    page = make_page(title="Вступ")
    page.title = "Чернетка"
    page.save_revision()
    assert Webinar.objects.get().title_uk == "Вступ"


def test_words_are_brought_in_line_by_publishing_and_leave_a_trace() -> None:
    page = make_page(title="Вступ")
    page = WebinarPage.objects.get(pk=page.pk)
    page.title = "Вступ до медіа"
    page.save_revision().publish()
    assert Webinar.objects.get().title_uk == "Вступ до медіа"
    assert Event.objects.filter(verb="publish_webinar").count() == 2


def test_source_taken_off_retires_the_record_and_published_again_brings_it_back() -> None:
    uk, _en = translated()
    WebinarPage.objects.get(pk=uk.pk).unpublish()
    assert Webinar.objects.get().retired_at is not None
    WebinarPage.objects.get(pk=uk.pk).save_revision().publish()
    assert Webinar.objects.get().retired_at is None


def test_translation_taken_off_leaves_the_webinar_to_be_watched() -> None:
    _uk, en = translated()
    WebinarPage.objects.get(pk=en.pk).unpublish()
    assert Webinar.objects.in_force().count() == 1


def test_deleted_page_leaves_what_people_watched(olena: User) -> None:
    webinar = make_webinar(seconds=600)
    watch(user=olena, webinar=webinar, segments=[[0, 60]])
    WebinarPage.objects.get().delete()
    webinar.refresh_from_db()
    assert webinar.retired_at is not None
    assert watched_by(olena, webinar).percent == 10


def test_publishing_what_is_not_there_does_nothing() -> None:
    assert publish_webinar(key=uuid.uuid4()) is None
    assert Webinar.objects.count() == 0
