"""Progress that comes back from a stick: counted once, and only what can be true."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from school.accounts.models import User
from tests.factories.sticks import built, progress
from tests.factories.webinars import mp4
from webinars.models import Cut, Stick, StickProgress, Webinar, WebinarPage
from webinars.offline.progress import NotTaken, take_progress
from webinars.recordings.cuts import put_recording
from webinars.watching.earlier import parts_of_now
from webinars.watching.watched import watched_by

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def test_what_was_watched_is_counted_once(webinar: Webinar, stick: Stick, olena: User) -> None:
    text = progress(stick, {webinar.code: [[0, 100], [200, 300]]})
    assert [take_progress(user=olena, text=text).again for _time in range(2)] == [False, True]
    assert watched_by(olena, webinar).segments == [(0, 100), (200, 300)]
    assert StickProgress.objects.count() == 1


def test_later_progress_of_the_same_package_adds_up(webinar: Webinar, stick: Stick, olena: User) -> None:
    for parts in ([[0, 100]], [[0, 100], [100, 180]]):
        take_progress(user=olena, text=progress(stick, {webinar.code: parts}))
    assert watched_by(olena, webinar).segments == [(0, 180)]


def refusal(user: User, text: str) -> str:
    with pytest.raises(NotTaken) as problem:
        take_progress(user=user, text=text)
    return str(problem.value)


def test_another_person_is_refused(webinar: Webinar, stick: Stick, petro: User) -> None:
    assert "для іншої людини" in refusal(petro, progress(stick, {webinar.code: [[0, 100]]}))
    assert watched_by(petro, webinar).percent == 0


def test_changed_progress_is_refused(webinar: Webinar, stick: Stick, olena: User) -> None:
    mark, body, seal = progress(stick, {webinar.code: [[0, 10]]}).split(".")
    other = progress(stick, {webinar.code: [[0, 600]]}).split(".")[1]
    for text in (f"{mark}.{other}.{seal}", f"{mark}.{body}.{'0' * 64}", progress(stick, {webinar.code: [[0, 10]]}, secret="00" * 32)):
        assert "змінили після створення" in refusal(olena, text)


@pytest.mark.parametrize("text", ["", "hello", "SHK1.", "SHK1.abc.def", "SHK2." + "a" * 20 + "." + "0" * 64, "\0" * 50])
def test_foreign_file_is_refused(olena: User, text: str) -> None:
    assert "не файл із флешки" in refusal(olena, text)


def test_package_of_another_school_is_refused(webinar: Webinar, stick: Stick, olena: User) -> None:
    for changes in ({"s": "0123456789"}, {"g": "A" * 86}, {"g": "не підпис"}):
        assert "якої ця школа не робила" in refusal(olena, progress(stick, {webinar.code: [[0, 10]]}, **changes))


def test_more_than_time_allows_is_refused(webinar: Webinar, olena: User) -> None:
    fresh = built(olena, [webinar])
    assert "більше, ніж можна було переглянути" in refusal(olena, progress(fresh, {webinar.code: [[0, 600]]}))
    assert not StickProgress.objects.exists()


def test_nested_without_end_is_refused_in_words(stick: Stick, olena: User) -> None:
    deep = base64.urlsafe_b64encode(b"[" * 100_000).decode().rstrip("=")
    assert "змінили після створення" in refusal(olena, f"SHK1.{deep}.{'0' * 64}")


def test_nobody_loses_progress_to_a_busy_moment(webinar: Webinar, stick: Stick, olena: User, monkeypatch: pytest.MonkeyPatch) -> None:
    text = progress(stick, {webinar.code: [[0, 60]]})
    with monkeypatch.context() as busy:
        busy.setattr("webinars.watching.watched._write", lambda *_words: False)  # somebody is always faster
        assert "за хвилину" in refusal(olena, text)
    assert not take_progress(user=olena, text=text).again
    assert watched_by(olena, webinar).segments == [(0, 60)]


def test_nonsense_among_the_parts_is_left_out(webinar: Webinar, stick: Stick, olena: User) -> None:
    parts = [[0, 30], [50, 40], ["a", 1], [True, 9], 5, [590, 9000], None]
    take_progress(user=olena, text=progress(stick, {webinar.code: parts, "OTHER": [[0, 99]]}))
    assert watched_by(olena, webinar).segments == [(0, 30), (590, 600)]


def test_webinar_taken_off_meanwhile_is_told_and_not_counted(webinar: Webinar, stick: Stick, olena: User) -> None:
    text = progress(stick, {webinar.code: [[0, 100]]})
    WebinarPage.objects.get().unpublish()
    assert [(taken.missing, taken.again) for taken in (take_progress(user=olena, text=text) for _time in range(2))] == [
        ([str(webinar)], False),
        ([str(webinar)], True),
    ]
    assert watched_by(olena, webinar).percent == 0
    WebinarPage.objects.get().save_revision().publish()
    assert not take_progress(user=olena, text=text).again
    assert watched_by(olena, webinar).segments == [(0, 100)]


def test_progress_of_an_older_cut_is_put_into_the_times_of_the_new_one(webinar: Webinar, olena: User, stick: Stick) -> None:
    put_recording(webinar=webinar, file=ContentFile(mp4(500)), actor=None)
    webinar.refresh_from_db()
    newest = Cut.objects.filter(webinar=webinar).order_by("number").last()
    first = Cut.objects.filter(webinar=webinar).order_by("number").first()
    assert newest is not None
    assert first is not None
    Cut.objects.filter(webinar=webinar).update(shown=False)
    Cut.objects.filter(pk=newest.pk).update(shown=True, seconds=500, time_map=[[100, 600, 0]])
    assert parts_of_now(webinar, first.number, [(50, 150), (300, 400)]) == [(0, 50), (200, 300)]
    take_progress(user=olena, text=progress(stick, {webinar.code: [[50, 150], [300, 400]]}))
    assert watched_by(olena, webinar).segments == [(0, 50), (200, 300)]
    Cut.objects.filter(pk=newest.pk).update(shown=False)  # one that was never shown moves nothing
    assert parts_of_now(webinar, first.number, [(50, 150)]) == [(50, 150)]


def test_file_or_pasted_text_is_handed_in(webinar: Webinar, stick: Stick, olena: User, browser_of: Browser) -> None:
    browser = browser_of(olena)
    text = progress(stick, {webinar.code: [[0, 60]]})
    answer = browser.post("/my/sticks/progress/", {"text": f"  {text}\n"}, follow=True)
    assert "Зараховано переглянуте з 1 вебінару." in answer.content.decode().replace("\u00a0", " ")
    answer = browser.post("/my/sticks/progress/", {"file": ContentFile(text.encode(), "progress.txt")}, follow=True)
    assert "вже здавали раніше" in answer.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("sent", [{}, {"text": "x"}, {"file": ContentFile(b"\xff" * 300_000, "a.bin")}])
def test_what_is_no_progress_comes_back_with_a_sentence(olena: User, browser_of: Browser, sent: dict) -> None:
    answer = browser_of(olena).post("/my/sticks/progress/", sent)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_link_of_a_qr_code_fills_the_field_and_changes_nothing(webinar: Webinar, stick: Stick, olena: User, browser_of: Browser) -> None:
    text = progress(stick, {webinar.code: [[0, 60]]})
    assert text in browser_of(olena).get(f"/my/sticks/?p={text}").content.decode()
    assert not StickProgress.objects.exists()
