"""A webinar from its announcement to the recording that everybody can watch: the queue, the move, the way in, the upload that breaks off, the words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import SCREENS, WIDTHS
from .editor import publish
from .line import Line
from .served import ROOT, School
from .visitor import Visitor

ADDRESS, TITLE = "/webinars/open-data/", "Відкриті дані громади"
OKSANA, PETRO, HALYNA = "oksana@example.org", "petro@example.org", "halyna@example.org"
ROOM = "https://meet.example.org/open-data"
FILES = ROOT / "school/demo/content/webinars/appeals"  # what a trainer has on the table after the live hour
BROKEN = re.compile(r"net::ERR_|Failed to fetch|tus")
Come = Callable[..., Visitor]


@pytest.fixture
def line(school: School) -> Iterator[Line]:
    made = Line(school.address)
    yield made
    made.cut()


@pytest.fixture
def trainer(line: Line, school: School, chromium: Browser) -> Iterator[Visitor]:
    """Halyna on a line that breaks; what the browser says of the break is expected, the rest is not."""
    context = chromium.new_context(viewport={"width": WIDTHS["wide"], "height": 900}, base_url=line.address, locale="uk", timezone_id="Europe/Kyiv")
    person = Visitor(context, School(line.address, school.folder), SCREENS / "webinar-upload-1280")
    person.sign_in(HALYNA)
    yield person
    complaints = [text for text in person.complaints if not BROKEN.search(text)]
    context.close()
    assert complaints == []


def test_webinar_goes_from_the_queue_to_a_recording_that_is_read_and_watched(arrive: Come, school: School, trainer: Visitor, line: Line) -> None:
    oksana, petro, halyna = arrive("phone", OKSANA), arrive("wide", PETRO), arrive("wide", HALYNA)
    question = "Чи є набір даних про звернення громадян?"
    waits_and_asks(oksana, question)
    votes(petro, question)
    moves(halyna)
    enters(oksana, school)
    present(halyna)
    upload_that_breaks_off(trainer, line)
    captions_and_slides(halyna)
    recording(petro, dark=True)
    recording(oksana)


def waits_and_asks(person: Visitor, question: str) -> None:
    person.go(ADDRESS)
    person.look("announced", dark=True)
    person.picture("webinar-announced", height=900)
    person.press("Стати в чергу")
    person.sees("у черзі")
    person.look("in-the-queue")
    person.go(ADDRESS)
    person.follow("Запитати й проголосувати")
    person.page.get_by_label("Ваше запитання").fill(question)
    person.press("Надіслати запитання")
    person.sees(question)
    person.look("asked", dark=True)


def votes(person: Visitor, question: str) -> None:
    person.go(ADDRESS)
    person.press("Стати в чергу")
    person.sees("у черзі")
    person.go(ADDRESS)
    person.follow("Запитати й проголосувати")
    row = person.page.locator("li.question", has_text=question)
    row.get_by_role("button").click()
    expect(row.locator("[aria-pressed=true] b")).to_have_text("1")


def moves(person: Visitor) -> None:
    """More places, another room, and an hour that begins at once: everybody hears of it."""
    page = editing(person)
    soon = datetime.now(ZoneInfo("Europe/Kyiv")) + timedelta(minutes=10)
    page.fill("[name=starts_at]", f"{soon:%Y-%m-%d %H:%M}")
    page.keyboard.press("Escape")
    page.fill("[name=capacity]", "40")
    page.fill("[name=live_link]", ROOM)
    page.fill("[name=required_percent]", "2")
    publish(page)


def editing(person: Visitor) -> Page:
    page = recording_of(person)
    page.get_by_role("link", name="Редагувати сторінку").click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
    return page


def enters(person: Visitor, school: School) -> None:
    """The room is another service: the test sees where the way leads, and goes no further."""
    person.page.route(f"{ROOM}*", lambda route: route.fulfill(body="<h1>Кімната</h1>", content_type="text/html; charset=utf-8"))
    school.letter(OKSANA, TITLE)
    person.go(ADDRESS)
    person.look("let-in", dark=True)
    person.follow("Увійти на вебінар")
    person.page.wait_for_url(f"{ROOM}*")
    person.complaints[:] = [line for line in person.complaints if ROOM not in line]


def present(person: Visitor) -> None:
    person.go("/teach/webinars/")
    person.follow(TITLE)
    person.follow("Були: 1")
    expect(person.page.locator("tbody tr")).to_contain_text(["Оксана"])
    person.look("people", dark=True)
    person.picture("webinar-people")


def upload_that_breaks_off(person: Visitor, line: Line) -> None:
    """The connection goes in the middle of the file and comes back; the rest goes by itself."""
    page = recording_of(person)
    page.locator("[data-upload] [name=file]").set_input_files(FILES / "recording.mp4")
    line.room = (FILES / "recording.mp4").stat().st_size // 2
    page.get_by_role("button", name="Завантажити", exact=True).click()
    School.until(lambda: line.listener is None, "the line did not break")
    expect(page.locator("[data-meter] [role=status]")).to_contain_text("Зв’язок утрачено", timeout=150_000)
    person.picture("webinar-upload")
    line.mend()
    expect(page.locator("[data-cuts] progress")).to_be_visible(timeout=120_000)
    person.picture("webinar-preparing")
    expect(page.locator("[data-cuts] .recording__files li")).to_have_count(7, timeout=600_000)
    expect(page.locator("[data-cuts] progress")).to_have_count(0)


def recording_of(person: Visitor) -> Page:
    page = person.go("/cms/snippets/webinars/webinar/")
    page.locator("table tbody a", has_text=TITLE).first.click()
    page.get_by_role("link", name="Запис: завантажити, замінити, стан підготовки").click()
    page.wait_for_url(re.compile("/recording/"))
    return page


def captions_and_slides(person: Visitor) -> None:
    page = recording_of(person)
    page.locator("a[href*='/captions/uk/']").first.click()
    page.locator("summary", has_text="З файлу, у файл").click()
    page.set_input_files("#file", FILES / "recording.uk.vtt")
    page.get_by_role("button", name="Подивитися, що в ньому").click()
    expect(page.locator("[data-file-facts]")).to_contain_text("WebVTT")
    person.picture("webinar-captions-read")
    page.get_by_role("button", name="Відкрити в редакторі").click()
    person.picture("webinar-captions")
    page.locator("[data-save]").click()
    expect(page.locator("[data-state]")).to_have_text("Збережено. Тепер люди бачать ці субтитри.")
    page.goto(re.sub(r"captions/uk/$", "slides/uk/", page.url))
    page.set_input_files("#file", FILES / "slides.uk.pdf")
    with page.expect_navigation():
        page.locator(".desk__upload button").click()
    School.until(lambda: page.reload() and page.locator("[data-slides] li").count() > 3, "the deck was not drawn")
    for second in (0, 30):
        page.locator("[data-video]").evaluate("(video, at) => new Promise(done => { video.onseeked = done; video.currentTime = at; })", second)
        page.keyboard.press("n")
    person.picture("webinar-slides")
    page.locator("[data-save]").click()
    expect(page.locator("[data-state]")).to_have_text("Збережено. Тепер у людей слайди змінюються.")


def recording(person: Visitor, *, dark: bool = False) -> None:
    """Two per cent of it were asked for: twelve seconds that were really played."""
    page = person.go(ADDRESS)
    expect(page.locator("[data-slides-part] img").first).to_be_visible()
    person.look("recording", dark=dark)
    if dark:
        person.picture("webinar-player")
    page.locator("#transcript .sentence, [data-transcript] a").nth(2).click()
    School.until(lambda: page.evaluate("document.querySelector('[data-player] video').currentTime") > 14, "it did not play")
    page.keyboard.press("k")
    expect(page.locator("[data-report-words]")).to_have_text("Перегляд зараховано.")
    person.look("watched")
    looks_for_a_place(page)
    plays_segments(page)
    page.locator("a[href='?light=1']").click()
    expect(page.locator("[data-player] video, [data-player] audio").first).to_be_attached()
    person.look("light", dark=dark)
    if dark:
        person.picture("webinar-light")


def looks_for_a_place(page: Page) -> None:
    """Over the line of time stands a picture of that moment."""
    track = page.locator("[data-track]")
    track.scroll_into_view_if_needed()
    width = track.bounding_box()["width"]  # type: ignore[index]

    def pictured() -> bool:
        for share in (0.4, 0.5):
            track.hover(position={"x": width * share, "y": 4})
        return page.locator("[data-picture]").is_visible()

    School.until(pictured, "no picture of the timeline")
    expect(page.locator("[data-over]")).to_contain_text("5:1")
    assert "/storyboard/003.jpg" in page.locator("[data-picture]").evaluate("box => box.style.background")


def plays_segments(page: Page) -> None:
    """The quality that follows the line: fragments of the same moments."""
    video = "document.querySelector('[data-player] video')"
    page.get_by_role("button", name="Якість і налаштування").click()
    page.get_by_label("Відео, якість за швидкістю мережі").check()
    page.keyboard.press("Escape")
    before = page.evaluate(f"{video}.currentTime")
    page.keyboard.press("k")
    School.until(lambda: page.evaluate(f"{video}.currentTime") > before + 3, "segments do not play")
    assert page.evaluate(f"{video}.currentSrc").endswith("/hls/main.m3u8")
    page.keyboard.press("k")
    page.get_by_role("button", name="Якість і налаштування").click()
    page.locator("[name=player-quality]").first.check()
    page.keyboard.press("Escape")
