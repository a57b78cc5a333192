"""The player's modules are named on the page, so that a slow line fetches them side by side and not one after another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.webinars import make_webinar
from webinars.models import WebinarPage

PLAYER = Path(settings.BASE_DIR) / "templates/static/js/player"


def imported_by(name: str, known: set[str]) -> set[str]:
    for other in re.findall(r'from "\./([a-z]+)\.js"', (PLAYER / f"{name}.js").read_text(encoding="utf-8")):
        if other not in known:
            known.add(other)
            imported_by(other, known)
    return known


@pytest.mark.django_db
@pytest.mark.parametrize("embedded", [False, True], ids=["page", "embed"])
def test_every_module_the_player_imports_is_fetched_at_once(client: Client, embedded: bool) -> None:
    webinar = make_webinar()
    address = f"/webinars/{webinar.code}/embed/" if embedded else WebinarPage.objects.get().url
    named = re.findall(r'<script type="module" src="/static/js/player/([a-z]+)\.js"></script>', client.get(address).content.decode())
    assert sorted(named) == sorted(imported_by("main", {"main"}))
