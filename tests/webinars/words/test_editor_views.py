"""The desk of words in Wagtail: captions of two languages, drafts, files, chapters."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from school.accounts.models import User
from tests.factories.accounts import make_person
from tests.factories.webinars import CAPTIONS, make_webinar
from webinars.models import CaptionDraft, CaptionTrack, Chapter, Webinar, WebinarPage

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
ROW = {"start": 1, "end": 2.5, "text": "Вітаємо.", "speaker": "Олена", "settings": ""}


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(captions=CAPTIONS)


@pytest.fixture
def desk(halyna: User, browser_of: Browser) -> Client:
    return browser_of(halyna)


def address(webinar: Webinar, name: str = "webinar_captions", *args: Any) -> str:
    return reverse(name, args=[webinar.code, *(args or ("uk",))])


def send(client: Client, url: str, data: Any) -> Any:
    return client.post(url, json.dumps(data), content_type="application/json")


def told(client: Client, url: str) -> dict[str, Any]:
    return client.get(url).context["told"]


def runs(webinar: Webinar) -> User:
    """Somebody who may change the page of this webinar alone."""
    person = make_person(groups=("author",), is_staff=True)
    WebinarPage.objects.filter(translation_key=webinar.key).update(owner=person)
    return person


def test_words_and_slides_are_for_those_who_run_this_webinar(
    webinar: Webinar, client: Client, browser_of: Browser, petro: User, oksana: User, taras: User, halyna: User
) -> None:
    names = ("webinar_captions", "webinar_captions_version", "webinar_captions_file", "webinar_chapters", "webinar_slides")
    more: dict[str, tuple[Any, ...]] = {"webinar_captions_version": ("uk", 1), "webinar_captions_file": ("uk", "vtt"), "webinar_chapters": ()}
    pages = [reverse(name, args=[webinar.code, *more.get(name, ("uk",))]) for name in names]
    own, other = browser_of(runs(webinar)), browser_of(runs(make_webinar()))
    outside = [client, browser_of(petro), browser_of(oksana)]  # a stranger, a peer, the head of an organisation: none enters Wagtail
    for page in pages:
        met = [who.get(page).status_code for who in (*outside, browser_of(taras), other, own, browser_of(halyna))]
        assert met == [302, 302, 302, 404, 404, 200, 200]
    for name in ("webinar_captions", "webinar_captions_draft", "webinar_captions_read"):
        sent = [send(who, address(webinar, name), {"cues": [], "version": 1}).status_code for who in (*outside, browser_of(taras), other)]
        assert sent == [302, 302, 302, 404, 404]
    assert (CaptionTrack.objects.get(webinar=webinar).version, CaptionDraft.objects.count()) == (1, 0)
    assert send(own, address(webinar), {"cues": [ROW], "version": 1}).status_code == 200


def test_recording_and_its_list_lead_to_captions_chapters_and_slides(webinar: Webinar, desk: Client) -> None:
    ways = [reverse(name, args=[webinar.code, language]) for name in ("webinar_captions", "webinar_slides") for language in ("uk", "en")]
    for page in (f"/cms/webinars/{webinar.code}/recording/", reverse("wagtailsnippets_webinars_webinar:edit", args=[webinar.pk])):
        html = desk.get(page).content.decode()
        assert [way for way in [*ways, reverse("webinar_chapters", args=[webinar.code])] if f'href="{way}"' not in html] == []


def test_desk_shows_what_stands_and_saves_it(webinar: Webinar, desk: Client) -> None:
    now = told(desk, address(webinar))
    assert (now["version"], [row["text"] for row in now["cues"]]) == (1, ["Добрий день. Сьогодні", "говоримо про нові медіа.", "Чи є запитання?"])
    answer = send(desk, address(webinar), {"cues": [ROW], "version": 1})
    assert (answer.status_code, answer.json()) == (200, {"version": 2, "cues": [ROW]})
    assert "<v Олена>Вітаємо." in CaptionTrack.objects.get().text


def test_later_editor_is_told_who_saved_and_gets_their_words(webinar: Webinar, desk: Client, admin: User, browser_of: Browser) -> None:
    send(browser_of(admin), address(webinar), {"cues": [ROW], "version": 1})
    answer = send(desk, address(webinar), {"cues": [{**ROW, "text": "Інше"}], "version": 1})
    assert (answer.status_code, answer.json()["version"], answer.json()["cues"]) == (409, 2, [ROW])
    assert "Адміненко" in answer.json()["error"]


def test_draft_is_kept_for_the_person_and_goes_when_thrown_away(webinar: Webinar, desk: Client, admin: User, browser_of: Browser) -> None:
    url = address(webinar, "webinar_captions_draft")
    assert send(desk, url, {"cues": [{**ROW, "text": ""}], "version": 1}).status_code == 200
    assert [row["text"] for row in told(desk, address(webinar))["cues"]] == [""]
    assert len(told(browser_of(admin), address(webinar))["cues"]) == 3
    assert (desk.delete(url).status_code, CaptionDraft.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    "data", [None, [], {}, {"cues": 5, "version": 1}, {"cues": [{"start": "1", "end": 2}], "version": 1}, {"cues": [ROW], "version": "x"}]
)
def test_what_is_no_caption_is_refused_in_words(webinar: Webinar, desk: Client, data: Any) -> None:
    for name in ("webinar_captions", "webinar_captions_draft"):
        answer = send(desk, address(webinar, name), data)
        assert (answer.status_code, answer.json()) == (400, {"error": "Це не субтитри."})


BEYOND = ["NaN", "Infinity", "1e400", "1" + "0" * 400, "true"]


@pytest.mark.parametrize(
    ("end", "version", "at"), [*((one, "1", one) for one in BEYOND), *(("2.5", one, one) for one in (*BEYOND, "1.5", "99999999999"))]
)
def test_numbers_that_are_none_are_refused_in_words(webinar: Webinar, desk: Client, end: str, version: str, at: str) -> None:
    body = f'{{"cues": [{{"start": 1, "end": {end}, "text": "Так"}}], "version": {version}}}'
    for name in ("webinar_captions", "webinar_captions_draft"):
        answer = desk.post(address(webinar, name), body, content_type="application/json")
        assert (answer.status_code, answer.json()) == (400, {"error": "Це не субтитри."})
    url = reverse("webinar_chapters", args=[webinar.code])
    body = f'{{"rows": [{{"at": {at}, "uk": "Так"}}], "token": "{told(desk, url)["token"]}"}}'
    answer = desk.post(url, body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (400, {"error": "Це не розділи."})


def test_caption_that_ends_before_it_begins_is_refused_by_its_number(webinar: Webinar, desk: Client) -> None:
    answer = send(desk, address(webinar), {"cues": [{**ROW, "end": 1}], "version": 1})
    assert (answer.status_code, answer.json()["error"]) == (400, "Субтитр 1 «Вітаємо.» закінчується раніше, ніж починається.")


def test_file_is_shown_as_understood_and_nothing_is_kept(webinar: Webinar, desk: Client) -> None:
    raw = "1\n00:00:01,000 --> 00:00:02,500\nЇжак\n".encode("cp1251")
    answer = desk.post(address(webinar, "webinar_captions_read"), {"file": SimpleUploadedFile("a.srt", raw)}).json()
    assert (answer["format"], answer["encoding"], answer["cues"][0]["text"]) == ("SRT", "windows-1251", "Їжак")
    broken = desk.post(address(webinar, "webinar_captions_read"), {"file": SimpleUploadedFile("a.srt", b"MZ\x90\x00")})
    assert (broken.status_code, CaptionTrack.objects.get().version) == (400, 1)


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("vtt", "WEBVTT\n\n00:00:00.000"), ("srt", "1\n00:00:00,000"), ("txt", "Добрий день. Сьогодні говоримо про нові медіа.\n\nТарас: Чи є")],
)
def test_captions_are_downloaded_in_three_kinds(webinar: Webinar, desk: Client, kind: str, begins: str) -> None:
    answer = desk.get(address(webinar, "webinar_captions_file", "uk", kind))
    assert answer.content.decode().startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="{webinar.code}.uk.{kind}"'


def test_earlier_version_can_be_opened_again(webinar: Webinar, desk: Client) -> None:
    send(desk, address(webinar), {"cues": [ROW], "version": 1})
    assert len(desk.get(address(webinar, "webinar_captions_version", "uk", 1)).json()["cues"]) == 3


def test_other_language_stands_beside_for_translating(webinar: Webinar, desk: Client) -> None:
    now = told(desk, address(webinar, "webinar_captions", "en"))
    assert (now["cues"], len(now["other"]), now["otherLanguage"]) == ([], 3, "uk")


def test_chapters_are_saved_together_and_the_later_editor_is_told(webinar: Webinar, desk: Client) -> None:
    url = reverse("webinar_chapters", args=[webinar.code])
    token = told(desk, url)["token"]
    rows = [{"at": 60, "uk": "Запитання", "en": ""}, {"at": 0, "uk": " Вступ ", "en": "Start"}]
    answer = send(desk, url, {"rows": rows, "token": token})
    assert list(Chapter.objects.values_list("at_seconds", "title_uk", "title_en")) == [(0, "Вступ", "Start"), (60, "Запитання", "")]
    assert send(desk, url, {"rows": [], "token": token}).status_code == 409
    assert send(desk, url, {"rows": rows[:1], "token": answer.json()["token"]}).status_code == 200
    assert Chapter.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"at": 0, "uk": " "}, "У розділу немає назви українською."),
        ({"at": 600, "uk": "Далі"}, "Розділ «Далі» починається після кінця запису."),
        ({"at": 5, "uk": "Двічі"}, "Два розділи починаються в ту саму секунду."),
        ({"at": 0, "uk": "а" * 161}, "довша за 160 знаків"),
        ({"at": "x", "uk": "Так"}, "Це не розділи."),
    ],
)
def test_chapter_that_cannot_be_is_refused_in_words(webinar: Webinar, desk: Client, row: dict[str, Any], says: str) -> None:
    url = reverse("webinar_chapters", args=[webinar.code])
    answer = send(desk, url, {"rows": [{"at": 5, "uk": "П’ята"}, row], "token": told(desk, url)["token"]})
    assert (answer.status_code, says in answer.json()["error"], Chapter.objects.count()) == (400, True, 0)
