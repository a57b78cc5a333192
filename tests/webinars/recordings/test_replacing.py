"""A better cut takes the place of a recording while people watch."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from school.accounts.models import User
from school.foundation import jobs
from tests.factories.films import film
from tests.factories.webinars import make_webinar, mp4, watch
from webinars.models import AudienceQuestion, Chapter, Cut, CutState, Deck, SlideChange, Webinar, WebinarPage
from webinars.models.media import STILL_OPEN
from webinars.recordings.cuts import put_recording, take_recording
from webinars.recordings.replacing import AnotherShown, replace_cut
from webinars.recordings.timemap import moved, read_time_map
from webinars.watching.earlier import maps_since
from webinars.watching.watched import watched_by
from webinars.words.captions import read_cues
from webinars.words.saving import put_captions

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "WEBVTT\n\n00:01.000 --> 00:01.900\nПерше\n\n00:03.000 --> 00:04.000\nВирізане\n\n00:07.000 --> 00:09.000\nОстаннє\n"


def upload(webinar: Webinar, folder: Path, seconds: int) -> Cut:
    path = film(folder / f"{seconds}.mp4", seconds=seconds, sound=False)
    return take_recording(webinar=webinar, path=path, name="talk.mp4", actor=None)


def test_lines_of_what_was_cut_out_become_a_map_of_what_stayed() -> None:
    assert read_time_map("0:00–0:10\n5:00 - 6:00", 600) == [[10, 300, 0], [360, 600, 290]]
    assert read_time_map("", 600) == [[0, 600, 0]]
    assert [moved(second, [[10, 300, 0], [360, 600, 290]]) for second in (5, 10, 299, 330, 360, 599)] == [None, 0, 289, None, 290, 529]


def test_old_cut_is_shown_till_the_word_is_said_and_everything_moves_along(olena: User, tmp_path: Path) -> None:
    webinar = make_webinar(seconds=0, captions="")
    upload(webinar, tmp_path, 10)
    webinar.refresh_from_db()
    put_captions(webinar=webinar, language="uk", text=WORDS)
    for at, title in ((0, "Початок"), (3, "Вирізаний"), (8, "Кінець")):
        Chapter.objects.create(webinar=webinar, at_seconds=at, title_uk=title)
    watch(user=olena, webinar=webinar, segments=[[0, 4], [7, 9]], position=8)
    cut = upload(webinar, tmp_path, 6)
    webinar.refresh_from_db()
    assert (webinar.shown_number, webinar.duration_seconds) == (1, 10)
    replace_cut(cut=cut, time_map=read_time_map("0:02–0:06", 10), said_of=1, actor=None)
    webinar.refresh_from_db()
    assert (webinar.shown_number, webinar.duration_seconds) == (2, 6)
    assert watched_by(olena, webinar).segments == [(0, 2), (3, 5)]
    assert list(webinar.chapters.values_list("at_seconds", "title_uk")) == [(0, "Початок"), (2, "Вирізаний"), (4, "Кінець")]
    assert [(cue.start, cue.end, cue.text) for cue in read_cues(webinar.captions.get().text)] == [(1, 1.9, "Перше"), (3, 5, "Останнє")]


def test_cut_said_to_replace_before_it_was_ready_is_shown_once_it_is(tmp_path: Path, settings: Any) -> None:
    webinar = make_webinar(seconds=0, captions="")
    upload(webinar, tmp_path, 5)
    settings.JOBS_INLINE = False
    cut = upload(webinar, tmp_path, 3)
    replace_cut(cut=cut, time_map=read_time_map("0:00–0:02", 5), said_of=1, actor=None)
    webinar.refresh_from_db()
    assert webinar.shown_number == 1
    settings.JOBS_INLINE = True
    assert jobs.run_all() == 1
    webinar.refresh_from_db()
    assert (webinar.shown_number, webinar.duration_seconds) == (2, 3)


def test_earlier_cut_that_is_ready_late_never_takes_the_place_of_a_later_one(tmp_path: Path, settings: Any) -> None:
    webinar = make_webinar(seconds=0, captions="")
    upload(webinar, tmp_path, 4)
    settings.JOBS_INLINE = False
    late = upload(webinar, tmp_path, 4)
    settings.JOBS_INLINE = True
    upload(webinar, tmp_path, 4)
    webinar.refresh_from_db()
    assert webinar.shown_number == 3
    assert jobs.run_all() == 1
    late.refresh_from_db()
    webinar.refresh_from_db()
    assert (late.state, late.shown, webinar.shown_number) == (CutState.READY, False, 3)


def test_word_said_of_another_recording_than_the_one_shown_counts_no_more(tmp_path: Path, settings: Any) -> None:
    webinar = make_webinar(seconds=0, captions="")
    upload(webinar, tmp_path, 6)
    settings.JOBS_INLINE = False
    slow = upload(webinar, tmp_path, 3)
    replace_cut(cut=slow, time_map=read_time_map("0:03–0:06", 6), said_of=1, actor=None)
    put_recording(webinar=webinar, file=ContentFile(mp4(8), name="talk.mp4"), actor=None)
    assert jobs.run_all() == 1
    webinar.refresh_from_db()
    assert (webinar.shown_number, webinar.duration_seconds) == (3, 8)
    with pytest.raises(AnotherShown):
        replace_cut(cut=upload(webinar, tmp_path, 4), time_map=[[0, 4, 0]], said_of=1, actor=None)


def test_parts_of_a_page_that_stood_open_go_through_the_cuts_that_were_shown_and_no_other(olena: User, tmp_path: Path) -> None:
    webinar = make_webinar(seconds=0, captions="")
    upload(webinar, tmp_path, 10)
    upload(webinar, tmp_path, 3)  # nobody said what was cut out: it is never shown
    third = upload(webinar, tmp_path, 6)
    replace_cut(cut=third, time_map=read_time_map("0:02–0:06", 10), said_of=1, actor=None)
    webinar.refresh_from_db()
    assert maps_since(webinar, 1) == [[[0, 2, 0], [6, 10, 2]]]
    assert maps_since(webinar, 2) == []


def test_slides_and_answers_move_with_the_words(olena: User, tmp_path: Path) -> None:
    webinar = make_webinar(seconds=0, captions="")
    upload(webinar, tmp_path, 10)
    deck = Deck.objects.create(webinar=webinar, language="uk", size=1, uploaded_at=timezone.now())
    for at, number in ((0, 1), (3, 2), (5, 3), (8, 4)):
        SlideChange.objects.create(deck=deck, at_seconds=at, number=number)
    for at in (1, 4, 9):
        AudienceQuestion.objects.create(webinar=webinar, user=olena, text=f"о {at}", asked_at=timezone.now(), answered_at_seconds=at)
    replace_cut(cut=upload(webinar, tmp_path, 6), time_map=read_time_map("0:02–0:06", 10), said_of=1, actor=None)
    assert list(deck.changes.values_list("at_seconds", "number")) == [(0, 1), (2, 3), (4, 4)]
    assert dict(AudienceQuestion.objects.values_list("text", "answered_at_seconds")) == {"о 1": 1, "о 4": 2, "о 9": 5}


def test_files_of_a_cut_not_shown_are_for_whoever_runs_the_webinar(
    halyna: User, olena: User, browser_of: Callable[[User], Client], client: Client, tmp_path: Path
) -> None:
    webinar = make_webinar(seconds=0, captions="")
    first, second = upload(webinar, tmp_path, 6), upload(webinar, tmp_path, 3)
    addresses = [reverse("webinar_file", args=[webinar.code, cut.number, "video_360.mp4"]) for cut in (first, second)]
    asked = {"stranger": client, "learner": browser_of(olena), "coordinator": browser_of(halyna)}

    def seen() -> dict[str, list[int]]:
        return {who: [browser.get(address).status_code for address in addresses] for who, browser in asked.items()}

    assert seen() == {"stranger": [200, 404], "learner": [200, 404], "coordinator": [200, 200]}
    replace_cut(cut=second, time_map=read_time_map("0:03–0:06", 6), said_of=1, actor=None)
    assert seen()["stranger"] == [200, 200], "a page that stands open goes on playing the cut it began with"
    Cut.objects.filter(pk=first.pk).update(replaced_at=timezone.now() - STILL_OPEN)
    assert seen() == {"stranger": [404, 200], "learner": [404, 200], "coordinator": [200, 200]}


def test_same_length_needs_no_word(tmp_path: Path) -> None:
    webinar = make_webinar(seconds=0, captions="")
    upload(webinar, tmp_path, 4)
    upload(webinar, tmp_path, 4)
    webinar.refresh_from_db()
    assert webinar.shown_number == 2


def test_page_that_stood_open_tells_seconds_of_the_old_cut_and_they_are_counted_where_they_are_now(
    olena: User, browser_of: Callable[[User], Client], tmp_path: Path
) -> None:
    webinar = make_webinar(seconds=0, captions="")
    upload(webinar, tmp_path, 10)
    browser = browser_of(olena)
    html = browser.get(WebinarPage.objects.get().url).content.decode()
    address = html.split('data-watched="')[1].split('"')[0]
    cut = upload(webinar, tmp_path, 6)
    replace_cut(cut=cut, time_map=read_time_map("0:02–0:06", 10), said_of=1, actor=None)
    sent = json.dumps({"segments": [[0, 4], [7, 9]], "position": 9})
    assert browser.post(address, sent, content_type="application/json").json()["segments"] == [[0, 2], [3, 5]]
    fresh = browser.get(WebinarPage.objects.get().url).content.decode().split('data-watched="')[1].split('"')[0]
    assert browser.post(fresh, json.dumps({"segments": [[5, 6]]}), content_type="application/json").json()["segments"] == [[0, 2], [3, 6]]
