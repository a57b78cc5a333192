"""A stick: ordered, unpacked, opened by file:// with no school to reach, and what was watched from it handed in."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import SCREENS, WIDTHS
from .visitor import Visitor

OLENA, PETRO = "olena@example.org", "petro@example.org"


@pytest.fixture
def cinema(launch: Callable[..., Browser], tmp_path: Path) -> Iterator[Callable[[Path, str], Page]]:
    """`cinema(index, "phone")`: a browser of its own that opens a file by double click; nothing but files is ever asked for."""
    SCREENS.mkdir(exist_ok=True)
    browsers, complaints = [launch("--autoplay-policy=no-user-gesture-required")], []

    def open_file(index: Path, width: str) -> Page:
        context = browsers[0].new_context(viewport={"width": WIDTHS[width], "height": 900}, locale="uk", accept_downloads=True)
        page = context.new_page()
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: None if request.url.startswith(("file://", "blob:", "data:")) else complaints.append(request.url))
        page.goto(index.as_uri())
        return page

    yield open_file
    browsers[0].close()
    assert complaints == []


def order(person: Visitor) -> Path:
    """All recordings on one stick; gives its index.html, unpacked."""
    person.go("/webinars/")
    person.follow("Усі записи на флешці")
    person.look("stick-order", dark=True)
    person.press("Зробити збірку")
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Збірка готова", timeout=120_000)
    person.look("stick-ready")
    with person.page.expect_download() as fetched:
        person.follow("Завантажити")
    folder = Path(fetched.value.path()).parent / "stick"
    with zipfile.ZipFile(fetched.value.path()) as archive:
        archive.extractall(folder)
    return next(folder.glob("*/index.html"))


def watch(page: Page) -> None:
    """From a sentence of the transcript, long enough to count."""
    page.locator("#transcript .sentence").nth(1).click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 20", timeout=90_000)
    page.evaluate("() => document.querySelector('video').pause()")
    assert page.evaluate("() => document.querySelector('video').textTracks[0].cues.length") > 3


def answer(page: Page) -> None:
    """The first question on the way: it is kept, for what is right is not on the stick."""
    asked = page.locator("#asking form").first
    asked.locator("input").first.check()
    asked.get_by_role("button", name="Відповісти").click()
    expect(asked.get_by_role("status")).to_contain_text("буде перевірено, коли Ви здасте файл")
    expect(page.locator("#test fieldset")).to_have_count(5)


def test_stick_is_watched_from_a_file_and_counted_by_file_and_by_code(arrive: Callable[..., Visitor], cinema: Callable[[Path, str], Page]) -> None:
    olena, petro = arrive("wide", OLENA), arrive("phone", PETRO)
    index = order(olena)
    page = cinema(index, "wide")
    page.get_by_label("Шукати в розшифровці").fill("заголовок")
    expect(page.locator("#found")).to_contain_text("Знайдено")
    page.screenshot(path=f"{SCREENS}/stick-1280.png", full_page=True)
    page.get_by_label("Шукати в розшифровці").fill("")
    answer(page)
    watch(page)
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Файл із переглянутим").click()
    page.get_by_role("button", name="Показати QR-код").click()
    link = page.locator("#code").get_attribute("data-text") or ""
    page.reload()
    expect(page.locator("#watched")).not_to_have_text("Переглянуто 0 %")
    page.get_by_role("button", name="In English").click()
    expect(page.get_by_role("button", name="Progress file", exact=True)).to_be_visible()
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=f"{SCREENS}/stick-1280-dark.png", full_page=True)
    phone = cinema(index, "phone")
    phone.screenshot(path=f"{SCREENS}/stick-375.png", full_page=True)
    wide, room = phone.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    assert wide <= room
    refused(petro, fetched.value.path())
    handed_in(olena, fetched.value.path(), link)


def refused(person: Visitor, progress: Path) -> None:
    person.go("/my/sticks/")
    person.page.get_by_label("Файл із переглянутим").set_input_files(progress)
    person.refused("Здати")
    person.sees("Цю збірку зроблено для іншої людини")
    person.look("stick-refused")


def handed_in(person: Visitor, progress: Path, link: str) -> None:
    person.go("/my/sticks/")
    person.look("stick-list", dark=True)
    person.page.get_by_label("Файл із переглянутим").set_input_files(progress)
    person.press("Здати")
    person.sees("Зараховано переглянуте")
    person.sees("Перевірено 1 відповідь.")
    assert link.startswith(f"{person.school.address}/my/sticks/?p=SHK1.")
    person.go(link.removeprefix(person.school.address))
    person.press("Здати")
    expect(person.page.get_by_role("main")).to_contain_text(re.compile("Зараховано|вже здавали раніше"))
