"""What may be kept on a device: the manifest, and at each contact whether the copy may stay."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from school.accounts.models import User
from school.foundation import keeping, offline
from school.foundation.keeping import File, Kept

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def shelf() -> Iterator[dict[str, Kept]]:
    """A kind of things to keep: what stands on the shelf is everybody's, «secret» is for the signed-in."""
    things: dict[str, Kept] = {}

    def keep(user: Any, number: str, variant: str, language: str) -> Kept:
        if number not in things or (number == "secret" and not user.is_authenticated):
            raise Http404
        return things[number]

    kinds, reaches = dict(keeping._kinds), dict(offline._reaches)
    keeping.register("trial", keep, paths=["/trial/"], posts=[r"/trial/\w+/done/"])
    yield things
    keeping._kinds.clear()
    keeping._kinds.update(kinds)
    offline._reaches.clear()
    offline._reaches.update(reaches)
    offline._worker.cache_clear()


def thing(version: str = "1") -> Kept:
    return Kept("Thing", "A thing", version, 1000, ("/trial/a/",), files=(File("/trial/a.mp4", 900, "x"),))


def row(number: str, owner: str = "", version: str = "1") -> dict[str, str]:
    return {"key": number, "kind": "trial", "id": number, "variant": "", "language": "uk", "version": version, "owner": owner}


def verdicts(client: Client, *rows: dict[str, str]) -> dict[str, Any]:
    answer = client.post("/my/saved/check/", json.dumps({"items": rows}), content_type="application/json")
    assert answer.status_code == 200
    return {key: said["verdict"] for key, said in answer.json()["items"].items()}


def test_manifest_says_what_to_take_and_whose_it_is(shelf: dict, olena: User, browser_of: Browser) -> None:
    shelf["a"] = thing()
    said = browser_of(olena).get("/my/saved/trial/a/").json()
    assert (said["pages"], said["files"], said["size"]) == (["/trial/a/"], [{"url": "/trial/a.mp4", "size": 900, "tag": "x"}], 1000)
    assert said["owner"] == keeping.owner_of(olena) != ""
    assert str(olena.pk) != said["owner"]


def test_what_is_not_there_or_not_known_is_not_found(shelf: dict, client: Client) -> None:
    shelf["secret"] = thing()
    assert [client.get(f"/my/saved/{path}/").status_code for path in ("trial/b", "trial/secret", "nothing/a")] == [404, 404, 404]


def test_copy_stays_while_it_is_open_and_the_same(shelf: dict, client: Client) -> None:
    shelf["a"] = thing()
    assert verdicts(client, row("a")) == {"a": "keep"}
    shelf["a"] = thing("2")
    assert verdicts(client, row("a")) == {"a": "update"}
    del shelf["a"]
    assert verdicts(client, row("a")) == {"a": "drop"}


def said_of(client: Client, *rows: dict[str, str]) -> list[tuple[str, str]]:
    answer = client.post("/my/saved/check/", json.dumps({"items": rows}), content_type="application/json").json()
    return [(said["verdict"], said.get("why", "")) for said in answer["items"].values()]


def test_copy_of_one_person_is_held_while_nobody_or_another_is_signed_in(
    shelf: dict, client: Client, olena: User, petro: User, browser_of: Browser
) -> None:
    shelf["a"] = thing()
    hers = row("a", keeping.owner_of(olena))
    assert said_of(browser_of(olena), hers) == [("keep", "")]
    assert said_of(browser_of(petro), hers) == [("hold", "person")]
    assert said_of(client, hers) == [("hold", "signin")]


def test_only_its_owner_can_be_told_that_a_copy_goes(shelf: dict, client: Client, olena: User, petro: User, browser_of: Browser) -> None:
    gone = row("a", keeping.owner_of(olena))
    assert said_of(client, gone) == [("hold", "signin")]
    assert said_of(browser_of(petro), gone) == [("hold", "person")]
    assert said_of(browser_of(olena), gone) == [("drop", "gone")]


def test_stamp_of_a_copy_says_since_when_to_its_owner_alone(shelf: dict, olena: User, petro: User, browser_of: Browser) -> None:
    shelf["a"] = thing()
    before = timezone.now().replace(microsecond=0)
    stamp = browser_of(olena).get("/my/saved/trial/a/").json()["stamp"]
    since = keeping.saved_since(olena, stamp)
    assert since is not None
    assert before <= since <= timezone.now()
    assert [keeping.saved_since(user, text) for user, text in ((petro, stamp), (olena, stamp[:-1] + "?"), (olena, ""))] == [None, None, None]


def test_what_was_kept_without_an_account_stays_after_signing_in(shelf: dict, olena: User, browser_of: Browser) -> None:
    shelf["a"] = thing()
    assert verdicts(browser_of(olena), row("a")) == {"a": "keep"}


@pytest.mark.parametrize("sent", ["", "[]", '{"items": [5]}', '{"items": [{"key": "a"}]}', "null"])
def test_what_is_not_a_list_of_items_is_refused_in_words(client: Client, sent: str) -> None:
    answer = client.post("/my/saved/check/", sent, content_type="application/json")
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


def test_contact_gives_a_token_to_send_what_waited(olena: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(olena)
    assert len(client.post("/my/saved/check/", '{"items": []}', content_type="application/json").json()["token"]) == 64


def test_list_names_nobody_and_opens_for_anyone(client: Client, olena: User, browser_of: Browser) -> None:
    for browser in (client, browser_of(olena)):
        answer = browser.get("/my/saved/")
        assert answer.status_code == 200
        assert "Кравчук" not in answer.content.decode()


def test_worker_reaches_only_what_was_registered(shelf: dict, client: Client) -> None:
    text = client.get("/sw.js").content.decode()
    kept = json.loads(text.split("const KEPT = ", 1)[1].split(";\n", 1)[0])
    assert "^(/en)?/trial/" in kept["paths"]
    assert kept["posts"].count(r"^(/en)?/trial/\w+/done/$") == 1
