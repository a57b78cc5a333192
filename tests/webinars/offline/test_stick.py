"""A package for a stick: what lies in it, and whose it is."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from school.accounts.models import User
from school.foundation import jobs
from school.foundation.models import JobState
from tests.factories import decks
from tests.factories.sticks import age, built, progress
from tests.factories.webinars import make_webinar, mp4
from webinars.models import Chapter, Stick, Webinar, WebinarPage
from webinars.offline.progress import take_progress
from webinars.offline.stick import MOST, NotPacked, build_stick, drop_old_sticks, order_stick
from webinars.watching.watched import watched_by
from webinars.words.decks import put_deck

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def archive_of(stick: Stick) -> zipfile.ZipFile:
    return zipfile.ZipFile(stick.file.open("rb"))


# --- what lies in it ------------------------------------------------------------------------------------


def test_page_data_and_media_lie_in_one_folder_and_media_as_they_are(webinar: Webinar, stick: Stick) -> None:
    with archive_of(stick) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert {name.split("/")[0] for name in names} == {f"shkola-{stick.code}"}
        (media,) = [name for name in names if "/media/" in name]
        assert archive.getinfo(media).compress_type == zipfile.ZIP_STORED
        assert archive.read(media) == mp4(600)
        assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", name) for name in names), names


def test_page_asks_for_nothing_that_is_not_in_the_package(stick: Stick) -> None:
    with archive_of(stick) as archive:
        top = f"shkola-{stick.code}"
        page = archive.read(f"{top}/index.html").decode()
        for address in re.findall(r'(?:src|href)="([^"]+)"', page):
            assert f"{top}/{address}" in archive.namelist(), address
        for style in [name for name in archive.namelist() if name.endswith(("fonts.css", "components.css", "site.css"))]:
            for address in re.findall(r"url\([\"']?(?!data:)([^\"')]+)", archive.read(style).decode()):
                assert f"{top}/css/{address}" in archive.namelist() or "literata" in address, address
        assert 'type="module"' not in page
        assert "<track" not in page


def test_data_has_captions_transcript_and_chapters(webinar: Webinar, olena: User) -> None:
    Chapter.objects.create(webinar=webinar, at_seconds=65, title_uk="Запитання", title_en="Questions")
    stick = built(olena, [webinar])
    data = leaf(stick, webinar)
    assert data["tracks"][0]["cues"][0] == [0.0, 2.0, "Добрий день. Сьогодні"]
    assert data["tracks"][0]["transcript"][-1]["speaker"] == "Тарас"
    assert data["chapters"] == [{"at": 65, "clock": "1:05", "title": {"uk": "Запитання", "en": "Questions"}}]


def test_slides_lie_beside_with_their_words(webinar: Webinar, olena: User) -> None:
    put_deck(webinar=webinar, language="uk", file=decks.upload(decks.pdf("Перший", "Другий")))
    jobs.run_all()
    stick = built(olena, [webinar], form="light")
    slides = leaf(stick, webinar)["slides"]
    assert [row["text"] for row in slides] == ["Перший", "Другий"]
    with archive_of(stick) as archive:
        assert [archive.read(f"shkola-{stick.code}/{row['file']}")[:4] for row in slides] == [b"RIFF", b"RIFF"]


def leaf(stick: Stick, webinar: Webinar) -> dict[str, Any]:
    with archive_of(stick) as archive:
        name = next(row["name"] for row in stick.contents if row["code"] == webinar.code)
        text = archive.read(f"shkola-{stick.code}/data/{name}.js").decode()
    found: dict[str, Any] = json.loads(text.removeprefix("STICK.webinars.push(").removesuffix(");\n"))
    return found


def test_words_that_look_like_a_script_stay_words(olena: User) -> None:
    webinar = make_webinar(captions="WEBVTT\n\n00:00.000 --> 00:02.000\n&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;\n")
    stick = built(olena, [webinar])
    with archive_of(stick) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist() if "/data/" in name)
    assert "</script" not in text


def test_series_of_one_name_each_has_a_file_of_its_own(olena: User) -> None:
    stick = built(olena, [make_webinar(), make_webinar()])
    assert [row["name"] for row in stick.contents] == ["01-vstup-do-novykh-media", "02-vstup-do-novykh-media"]


def test_job_done_again_builds_no_second_one(stick: Stick) -> None:
    before = (stick.file.name, stick.size)
    job = jobs.Job.objects.get(kind="webinars.stick")
    build_stick(job)
    stick.refresh_from_db()
    assert (stick.file.name, stick.size) == before


def test_half_written_package_of_a_killed_worker_is_replaced(webinar: Webinar, olena: User) -> None:
    made = order_stick(user=olena, webinars=[webinar], form="video", language="uk")
    made.file.storage.save(f"sticks/{made.code}.zip", ContentFile(b"half"))
    jobs.run_all()
    made.refresh_from_db()
    assert made.file.name == f"sticks/{made.code}.zip"
    assert zipfile.is_zipfile(made.file.open("rb"))


def test_webinar_taken_off_before_the_building_is_told_in_words(webinar: Webinar, olena: User) -> None:
    made = order_stick(user=olena, webinars=[webinar], form="video", language="uk")
    WebinarPage.objects.get().unpublish()
    jobs.run_all()
    made.refresh_from_db()
    assert (bool(made.file), made.problem) == (False, "Жоден із цих вебінарів більше не можна дивитися.")


def test_nothing_chosen_is_refused(olena: User) -> None:
    with pytest.raises(NotPacked):
        order_stick(user=olena, webinars=[], form="video", language="uk")


def test_more_than_a_package_holds_is_said_in_words(olena: User) -> None:
    with pytest.raises(NotPacked, match="Не більше 40 записів"):
        order_stick(user=olena, webinars=[make_webinar() for _number in range(MOST + 1)], form="video", language="uk")
    assert not Stick.objects.exists()


def test_same_package_ordered_twice_is_one_until_it_is_built_or_fails(webinar: Webinar, olena: User, petro: User) -> None:
    def order(user: User = olena, form: str = "video", *more: Webinar) -> str:
        return order_stick(user=user, webinars=[webinar, *more], form=form, language="uk").code

    first = order()
    assert order() == first
    others = {order(petro), order(olena, "light"), order(olena, "video", make_webinar())}
    assert len(others | {first}) == 4
    jobs.Job.objects.filter(key=first).update(state=JobState.FAILED)
    second = order()
    assert second != first
    jobs.run_all()
    assert order() not in {first, second}


def test_who_orders_without_end_is_asked_to_wait(webinar: Webinar, olena: User, browser_of: Browser) -> None:
    browser = browser_of(olena)
    answers = [browser.post("/my/sticks/new/", {"webinars": [webinar.pk], "form": "video"}) for _time in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [400]
    assert "Забагато одразу. Спробуйте за десять хвилин." in answers[-1].content.decode().replace("\u00a0", " ")


def test_package_goes_after_a_week_and_its_progress_is_still_taken(webinar: Webinar, stick: Stick, olena: User) -> None:
    age(stick, 24 * 8)
    stick.refresh_from_db()
    name, storage = stick.file.name, stick.file.storage
    assert drop_old_sticks() == 1
    assert not storage.exists(name)
    take_progress(user=olena, text=progress(stick, {webinar.code: [[0, 60]]}))
    assert watched_by(olena, webinar).percent == 10


# --- over HTTP -------------------------------------------------------------------------------------------


def test_person_orders_waits_and_fetches_their_own(webinar: Webinar, olena: User, petro: User, browser_of: Browser) -> None:
    browser = browser_of(olena)
    answer = browser.post("/my/sticks/new/", {"webinars": [webinar.pk], "form": "video"})
    address = answer["Location"]
    assert "Збірка готується" in browser.get(address).content.decode()
    jobs.run_all()
    assert "Збірка готова" in browser.get(address).content.decode()
    assert browser.get(f"{address}file.zip")["Content-Type"] == "application/zip"
    assert [browser_of(petro).get(path).status_code for path in (address, f"{address}file.zip")] == [404, 404]


def test_stranger_is_asked_to_sign_in(stick: Stick, client: Client) -> None:
    for path in ("/my/sticks/", "/my/sticks/new/", f"/my/sticks/{stick.code}/", f"/my/sticks/{stick.code}/file.zip"):
        assert client.get(path)["Location"].startswith("/accounts/login/")


def test_link_to_a_project_of_no_number_chooses_nothing(webinar: Webinar, olena: User, browser_of: Browser) -> None:
    assert browser_of(olena).get("/my/sticks/new/?project=²").status_code == 200
