"""The one service worker: what apps registered stands in it, and it changes when their files do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from school.foundation import offline

pytestmark = pytest.mark.django_db  # every request reads the session


@pytest.fixture
def registry() -> Iterator[dict[str, offline.Cache]]:
    before = dict(offline._caches)
    yield offline._caches
    offline._caches.clear()
    offline._caches.update(before)
    offline._worker.cache_clear()


def caches_told(client: Client) -> dict[str, dict]:
    text = client.get("/sw.js").content.decode()
    return json.loads(text.removeprefix("const CACHES = ").split(";\n", 1)[0])


def test_the_worker_is_a_script_for_the_whole_site_and_is_asked_for_anew(client: Client) -> None:
    response = client.get("/sw.js")
    assert (response.status_code, response["Content-Type"], response["Cache-Control"]) == (200, "text/javascript; charset=utf-8", "no-cache")


def test_registered_pages_match_in_both_languages_and_nothing_beside(client: Client, registry: dict) -> None:
    offline.register("trial", pages=[r"/trial/\w+/"], files=["js/autosave.js"])
    (page,) = caches_told(client)["trial"]["pages"]
    assert [bool(re.search(page, path)) for path in ("/trial/A1/", "/en/trial/A1/", "/trial/A1/more/", "/x/trial/A1/")] == [True, True, False, False]


def test_a_cache_holds_the_face_and_the_files_of_the_app(client: Client, registry: dict) -> None:
    offline.register("trial", pages=[], files=["js/autosave.js"])
    files = caches_told(client)["trial"]["files"]
    assert "/static/js/autosave.js" in files
    assert [path for path in files if finders.find(path.removeprefix("/static/")) is None] == []


def test_other_files_make_another_version(client: Client, registry: dict) -> None:
    offline.register("trial", pages=[], files=["js/autosave.js"])
    first = caches_told(client)["trial"]["version"]
    offline.register("trial", pages=[], files=["js/ask.js"])
    assert caches_told(client)["trial"]["version"] != first


def test_a_file_that_is_not_there_is_found_out_at_once(client: Client, registry: dict) -> None:
    offline.register("trial", pages=[], files=["js/no-such.js"])
    with pytest.raises(FileNotFoundError):
        client.get("/sw.js")
