"""A coordinator puts captions right by the keyboard, translates, marks slides; the later of two editors is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, Route, expect

from tests.factories import decks

from .visitor import Visitor

Come = Callable[..., Visitor]


def desk(person: Visitor) -> Page:
    """The captions in Ukrainian, reached from the list of recordings."""
    page = person.go("/cms/snippets/webinars/webinar/")
    page.locator("table tbody a", has_text="Вступ до нових медіа").first.click()
    page.locator("a[href*='/captions/uk/']").first.click()
    expect(page.locator("[data-cues] li").first).to_be_visible()
    return page


def words(page: Page, at: int) -> str:
    return page.locator("[data-field=text]").nth(at).input_value()


def test_captions_are_put_right_by_the_keyboard(arrive: Come) -> None:
    page = desk(arrive("wide", "halyna@example.org"))
    rows, first = page.locator("[data-cues] li"), words(page, 0)
    count = rows.count()
    area = page.locator("[data-field=text]").first
    area.focus()
    area.evaluate("field => field.setSelectionRange(7, 7)")
    page.keyboard.press("Alt+s")
    expect(rows).to_have_count(count + 1)
    assert (words(page, 0), words(page, 1)) == (first[:7].strip(), first[7:].strip())
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+g")
    expect(rows).to_have_count(count)
    page.keyboard.press("Alt+i")
    expect(rows.nth(1).locator(".cue__odd")).to_have_text("Немає слів.")
    page.keyboard.type("Вставлено клавішами")
    expect(page.locator("[data-state]")).to_contain_text("Чернетку збережено")
    page.reload()
    assert words(page, 1) == "Вставлено клавішами"
    page.locator("[data-field=text]").nth(1).focus()
    page.keyboard.press("Alt+x")
    page.keyboard.press("Alt+z")
    expect(rows).to_have_count(count + 1)
    start = page.locator("[data-field=start]").nth(1)
    start.focus()
    page.keyboard.press("ArrowUp")
    expect(start).not_to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-state]")).to_have_text("Збережено. Тепер люди бачать ці субтитри.")


def test_later_of_two_editors_is_told_and_loses_nothing(arrive: Come) -> None:
    halyna, anna = arrive("wide", "halyna@example.org"), arrive("wide", "admin@example.org")
    one, two = desk(halyna), desk(anna)
    hers, others = (f"{name} {uuid4().hex[:6]}" for name in ("Галина", "Анна"))
    for page, text in ((one, hers), (two, others)):
        page.locator("[data-field=speaker]").first.fill(text)
    one.locator("[data-save]").click()
    expect(one.locator("[data-state]")).to_have_text("Збережено. Тепер люди бачать ці субтитри.")
    anna.expected.add(409)
    two.locator("[data-save]").click()
    expect(two.locator("[data-why]")).to_contain_text("Тим часом ці субтитри зберегли")
    two.locator("[data-theirs]").click()
    expect(two.locator("[data-field=speaker]").first).to_have_value(hers)
    two.locator("[data-undo]").click()
    expect(two.locator("[data-field=speaker]").first).to_have_value(others)
    two.locator("[data-save]").click()
    expect(two.locator("[data-state]")).to_have_text("Збережено. Тепер люди бачать ці субтитри.")
    two.reload()
    two.get_by_text("Попередні версії").click()
    expect(two.locator("[data-version]").nth(1)).to_be_visible()


def test_file_is_shown_first_and_opened_then(arrive: Come, tmp_path: Path) -> None:
    page = desk(arrive("wide", "halyna@example.org"))
    file = tmp_path / "a.srt"
    file.write_bytes("7\n00:00:01,000 --> 00:00:02,500\nЇжак\n00:00:03,000 --> 00:00:02,000\nНазад\n".encode("cp1251"))
    page.get_by_text("З файлу, у файл").click()
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Подивитися, що в ньому").click()
    expect(page.locator("[data-file-facts]")).to_have_text("SRT, windows-1251. Субтитрів: 2")
    expect(page.locator("[data-file-remarks]")).to_contain_text("закінчується раніше")
    page.get_by_role("button", name="Відкрити в редакторі").click()
    expect(page.locator("[data-cues] li")).to_have_count(2)
    expect(page.locator(".cue__odd--bad")).to_contain_text("Закінчується раніше")
    page.locator("[data-undo]").click()
    expect(page.locator("[data-cues] li").nth(5)).to_be_visible()
    page.locator("[data-drop]").click()
    page.wait_for_load_state()


def test_slides_are_marked_by_a_key_and_change_for_people(arrive: Come, tmp_path: Path) -> None:
    halyna = arrive("wide", "halyna@example.org")
    page = desk(halyna)
    page.goto(re.sub(r"captions/uk/$", "slides/uk/", page.url))
    file = tmp_path / "deck.pdf"
    file.write_bytes(decks.pdf("Перший слайд", "Другий слайд"))
    page.set_input_files("#file", file)
    page.locator(".desk__upload button").click()
    slides = page.locator("[data-slides] li")
    for _time in range(60):
        page.reload()
        if slides.count() == 2:
            break
        page.wait_for_timeout(1000)
    for second in (0, 20):
        page.locator("[data-video]").evaluate("(video, at) => new Promise(done => { video.onseeked = done; video.currentTime = at; })", second)
        page.keyboard.press("n")
    expect(slides.nth(1).locator("[data-go]")).to_have_text("0:20")
    page.locator("[data-save]").click()
    expect(page.locator("[data-state]")).to_have_text("Збережено. Тепер у людей слайди змінюються.")
    olena = arrive("wide", "olena@example.org").go("/webinars/new-media/?t=25")
    expect(olena.locator("[data-slides-part] .now img")).to_have_attribute("alt", "Другий слайд")
    olena.get_by_role("button", name="Слайд і доповідач").click()
    expect(olena.locator("[data-stage] img")).to_have_attribute("alt", "Другий слайд")


def chapters(person: Visitor) -> Page:
    page = desk(person)
    page.goto(re.sub(r"captions/uk/$", "chapters/", page.url))
    expect(page.locator("[data-rows] li").first).to_be_visible()
    return page


def state(page: Page, text: str) -> None:
    expect(page.locator("[data-state]")).to_have_text(text)


@contextmanager
def saving(page: Page, button: str = "[data-save]") -> Iterator[None]:
    """What is done while the school has not answered yet."""
    held: list[Route] = []
    page.route("**/*", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    with page.expect_request(lambda request: request.method == "POST"):
        page.locator(button).click()
    yield
    for route in held:
        route.continue_()
    page.unroute("**/*")


def test_whoever_is_signed_out_is_told_and_saves_after_signing_in_anew(arrive: Come) -> None:
    halyna = arrive("wide", "halyna@example.org")
    page = chapters(halyna)
    title = page.locator("[data-field=en]").first
    for name in ("One", "Other"):
        title.fill(f"{name} {uuid4().hex[:6]}")
        typed = title.input_value()
        halyna.context.clear_cookies(name="sessionid")
        page.locator("[data-form] [type=submit]").click()
        expect(page.locator("[data-error]")).to_contain_text("Ви вийшли з облікового запису")
        state(page, "Змінено, ще не збережено")
        halyna.page = halyna.context.new_page()
        halyna.sign_in("halyna@example.org")
        halyna.page.close()
        page.locator("[data-form] [type=submit]").click()
        state(page, "Збережено. Тепер люди бачать ці розділи.")
        assert title.input_value() == typed
    words = desk_of_captions(page)
    words.locator("[data-field=speaker]").first.fill(uuid4().hex)
    halyna.context.clear_cookies(name="sessionid")
    words.locator("[data-save]").click()
    expect(words.locator("[data-error]")).to_contain_text("Ви вийшли з облікового запису")


def desk_of_captions(page: Page) -> Page:
    page.goto(re.sub(r"chapters/$", "captions/uk/", page.url))
    expect(page.locator("[data-cues] li").first).to_be_visible()
    return page


def test_what_is_typed_while_saving_stays_and_is_not_called_saved(arrive: Come) -> None:
    page = chapters(arrive("wide", "halyna@example.org"))
    title, before, typed = page.locator("[data-field=en]").first, uuid4().hex, uuid4().hex
    title.fill(before)
    with saving(page, "[data-form] [type=submit]"):
        title.fill(typed)
    state(page, "Змінено, ще не збережено")
    page.locator("[data-form] [type=submit]").click()
    state(page, "Збережено. Тепер люди бачать ці розділи.")
    page.reload()
    assert title.input_value() == typed
    desk_of_captions(page)
    speaker = page.locator("[data-field=speaker]").first
    speaker.fill(before)
    with saving(page):
        speaker.fill(typed)
    expect(page.locator("[data-state]")).to_contain_text("Чернетку збережено")
    assert (speaker.input_value(), speaker.evaluate("field => field === document.activeElement")) == (typed, True)
    page.locator("[data-save]").click()
    state(page, "Збережено. Тепер люди бачать ці субтитри.")
    page.reload()
    assert speaker.input_value() == typed


def test_leaving_with_unsaved_chapters_or_slides_is_asked_first(arrive: Come) -> None:
    halyna = arrive("wide", "halyna@example.org")
    page, asked = chapters(halyna), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    page.locator("[data-field=en]").first.click()  # a browser asks only whoever has done something there
    page.keyboard.type("Unsaved")
    page.reload()
    page.goto(re.sub(r"chapters/$", "slides/uk/", page.url))
    assert asked == ["beforeunload"]
    text = page.locator("[data-text]").first
    kept = text.input_value()
    text.click()
    text.fill(f"{kept} {uuid4().hex[:6]}")
    with saving(page):
        text.fill(f"{kept} Далі")
    state(page, "Змінено, ще не збережено")
    assert text.input_value() == f"{kept} Далі"
    page.reload()
    page.reload()
    assert asked == ["beforeunload"] * 2
    text.click()
    text.fill(kept)
    page.locator("[data-save]").click()
    state(page, "Збережено. Тепер у людей слайди змінюються.")
    page.reload()
    assert (asked, text.input_value()) == (["beforeunload"] * 2, kept)
