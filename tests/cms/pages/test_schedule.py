"""What an editor has scheduled appears and goes by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.pages.models import StandardPage
from cms.pages.tasks import publish_scheduled
from tests.factories.internships import home_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def about() -> StandardPage:
    home = home_in()
    page = home.add_child(instance=StandardPage(title="Нині", slug="pro-nas", locale=home.locale))
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def schedule(page: StandardPage, title: str, at: datetime) -> None:
    page.title, page.go_live_at = title, at
    revision = page.save_revision(approved_go_live_at=at)
    revision.publish()


def test_scheduled_words_wait_for_their_moment_and_then_are_shown(about: StandardPage, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = timezone.now() + timedelta(days=1)
    schedule(about, "Завтра", moment)
    publish_scheduled()
    assert "<title>Нині" in client.get("/pro-nas/").content.decode()
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(minutes=1))
    publish_scheduled()
    assert "<title>Завтра" in client.get("/pro-nas/").content.decode()


def test_page_whose_term_is_over_goes(about: StandardPage, client: Client) -> None:
    StandardPage.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    publish_scheduled()
    assert client.get("/pro-nas/").status_code == 404
