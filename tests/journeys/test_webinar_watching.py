"""A recording is watched: with the keys alone, on another device, through a lost network and a reload."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Request, Route, expect

from .served import School
from .visitor import Visitor

ADDRESS = "/webinars/new-media/"
PAGE = "from webinars.models import WebinarPage; page = WebinarPage.objects.get(slug='new-media', locale__language_code='uk'); "
TAKE_OFF, PUT_BACK = PAGE + "page.unpublish()", PAGE + "page.get_latest_revision().publish()"
CUT = re.compile("ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to fetch")


@pytest.fixture
def viewer(arrive: Callable[..., Visitor]) -> Iterator[Callable[..., Visitor]]:
    """Whoever loses the network on purpose does not complain of that."""
    people: list[Visitor] = []

    def come(width: str, email: str = "") -> Visitor:
        person = arrive(width, email)
        people.append(person)
        return person

    yield come
    for person in people:
        person.complaints[:] = [line for line in person.complaints if not CUT.search(line)]


def play_till(page: Page, seconds: float) -> None:
    School.until(lambda: page.evaluate("document.querySelector('[data-player] video').currentTime") >= seconds, f"it did not play till {seconds}")


def told(person: Visitor) -> dict[str, object]:
    """What the server has of this person."""
    answer: dict[str, object] = person.page.evaluate(
        "async () => (await fetch(document.querySelector('[data-player]').dataset.watched, { headers: { Accept: 'application/json' } })).json()"
    )
    return answer


def seconds_of(person: Visitor) -> float:
    return sum(end - start for start, end in told(person)["segments"])  # type: ignore[attr-defined]


def open_recording(person: Visitor, query: str = "") -> Page:
    page = person.go(ADDRESS + query)
    expect(page.locator("[data-player] video[controls]")).to_have_count(0)  # the script has taken over
    return page


def test_recording_is_watched_by_keys_alone_and_goes_on_elsewhere(viewer: Callable[..., Visitor]) -> None:
    desk = viewer("wide", "petro@example.org")
    page = open_recording(desk)
    desk.look("opened", dark=True)
    page.keyboard.press("k")
    play_till(page, 4)
    expect(page.locator("[data-caption] span").first).to_be_visible()
    page.keyboard.press("c")
    expect(page.locator("[data-caption]")).to_be_hidden()
    page.keyboard.press("c")
    page.keyboard.press(">")
    expect(page.locator("[data-say]")).to_have_text("Швидкість 1,25")
    page.keyboard.press("<")
    page.keyboard.press("k")
    expect(page.locator("[data-report-title]")).to_contain_text("Переглянуто")
    School.until(lambda: seconds_of(desk) >= 3, "what was played did not arrive")
    assert seconds_of(desk) <= 8
    page.keyboard.press("5")
    page.keyboard.press("k")
    expect(page.locator("[data-track] i")).to_have_count(2)
    play_till(page, 299)
    page.keyboard.press("k")
    School.until(lambda: len(told(desk)["segments"]) == 2, "what was played after the jump did not arrive")  # type: ignore[arg-type]
    assert seconds_of(desk) < 15, "a jump is not watched"
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Клавіші програвача")).to_be_visible()
    page.keyboard.press("Escape")
    slider = page.get_by_role("slider", name="Місце в записі")
    slider.focus()
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"секунд.*, усього "))
    at = page.evaluate("Math.floor(document.querySelector('[data-player] video').currentTime)")
    School.until(lambda: abs(int(str(told(desk)["position"])) - at) <= 2, "where it stopped did not arrive")

    phone = viewer("phone", "petro@example.org")
    again = open_recording(phone)
    expect(again.locator("[data-resume]")).to_contain_text("Продовжуємо з")
    assert abs(again.evaluate("document.querySelector('[data-player] video').currentTime") - at) <= 2
    phone.look("goes-on")
    again.get_by_role("button", name="З початку").click()
    play_till(again, 0.2)


def test_what_is_played_without_a_network_outlives_a_reload(viewer: Callable[..., Visitor]) -> None:
    person = viewer("phone", "oksana@example.org")
    page = open_recording(person)
    page.locator("[data-play]").click()
    play_till(page, 2)
    loaded = "(() => { const { buffered } = document.querySelector('[data-player] video'); return buffered.length ? buffered.end(0) : 0; })()"
    School.until(lambda: page.evaluate(loaded) > 12, "the beginning of the recording did not come")
    person.context.set_offline(True)
    play_till(page, 9)
    page.locator("[data-play]").click()
    expect(page.locator("[data-report-unsent]")).to_contain_text("збережено на цьому пристрої")
    person.context.set_offline(False)
    page = open_recording(person)
    expect(page.locator("[data-report-title]")).to_contain_text("Переглянуто")
    School.until(lambda: any(start == 0 and end >= 8 for start, end in told(person)["segments"]), "what was played offline did not arrive")  # type: ignore[attr-defined]


def test_note_is_written_at_a_moment_and_leads_back_to_it(viewer: Callable[..., Visitor]) -> None:
    person = viewer("wide", "olena@example.org")
    page = open_recording(person, "?t=30")
    page.keyboard.press("n")
    page.keyboard.type("Три джерела")
    person.press("Зберегти нотатку")
    row = page.locator("[data-notes-list] li")
    expect(row).to_contain_text("Три джерела")
    page.keyboard.press("Escape")
    row.get_by_role("link", name="0:30").click()
    play_till(page, 30)
    page.locator("[data-play]").click()
    person.look("note")
    row.get_by_role("button", name="Викинути").click()
    expect(row).to_have_count(0)


def test_place_in_the_address_waits_for_neither_the_school_nor_the_recording(viewer: Callable[..., Visitor]) -> None:
    person = viewer("wide", "petro@example.org")
    held: list[Route] = []
    person.page.route("**/*", lambda route: held.append(route) if waits(route.request) else route.continue_())
    page = open_recording(person, "?t=30")
    expect(page.locator("[data-time]")).to_contain_text("0:30 / ")
    page.keyboard.press("n")
    page.keyboard.type("До першої секунди")
    expect(page.locator("[data-notes-at]")).to_have_text("0:30")
    assert {waits(route.request) for route in held} == {"told", "seen"}
    for route in held:
        route.continue_()
    page.unroute("**/*")
    School.until(lambda: page.evaluate("document.querySelector('[data-player] video').currentTime") == 30, "it did not go to the place asked for")
    page.keyboard.press("Control+Enter")
    row = page.locator("[data-notes-list] li", has_text="До першої секунди")
    expect(row.get_by_role("link", name="0:30")).to_be_visible()
    row.get_by_role("button", name="Викинути").click()
    expect(row).to_have_count(0)


def waits(request: Request) -> str:
    """What the player asks for in the beginning: what was watched, and the recording itself."""
    if request.method == "POST" and "/watched/" in request.url:
        return "told"
    return "seen" if request.resource_type == "media" else ""


@contextmanager
def answered_later(page: Page, part: str) -> Iterator[None]:
    """What is done while the school has not answered a form yet."""
    held: list[Route] = []
    page.route(part, lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    yield
    for route in held:
        route.continue_()
    page.unroute(part)


def test_note_typed_on_while_it_is_being_kept_loses_nothing_and_outlives_a_reload(viewer: Callable[..., Visitor]) -> None:
    person = viewer("phone", "petro@example.org")
    page = open_recording(person, "?t=40")
    field, rows = page.locator("#notes-text"), page.locator("[data-notes-list] li")
    field.click()
    field.fill("Перша половина")
    page.reload()
    expect(field).to_have_value("Перша половина")
    expect(page.locator("[data-notes-at]")).to_have_text("0:40")
    person.context.clear_cookies(name="sessionid")
    person.press("Зберегти нотатку")
    expect(page.locator("[data-notes-problem]")).to_contain_text("Ви вийшли з облікового запису. Нотатка лишилася тут")
    come_as(person, "petro@example.org")
    with answered_later(page, "**/notes/"), page.expect_request(lambda request: request.method == "POST" and "/notes/" in request.url):
        person.press("Зберегти нотатку")
        field.fill("Перша половина й друга")
    expect(rows).to_have_count(1)
    expect(field).to_have_value("Перша половина й друга")
    person.press("Зберегти нотатку")
    expect(rows.locator("p")).to_have_text("Перша половина й друга")
    expect(field).to_have_value("")
    rows.get_by_role("button", name="Викинути").click()
    expect(rows).to_have_count(0)


def come_as(person: Visitor, email: str) -> Page:
    """In another tab of the same browser: whoever was there is signed out, the next one signs in."""
    person.context.clear_cookies(name="sessionid")
    tab, person.page = person.page, person.context.new_page()
    person.sign_in(email)
    person.page.close()
    person.page = tab
    return tab


def test_what_one_watched_and_wrote_is_never_the_next_persons(viewer: Callable[..., Visitor]) -> None:
    person = viewer("wide", "olena@example.org")
    page = open_recording(person, "?t=200")
    page.locator("#notes-text").fill("Лише моє")
    come_as(person, "oksana@example.org")
    person.expected.add(409)
    page.locator("[data-play]").click()
    play_till(page, 206)
    page.locator("[data-play]").click()
    expect(page.locator("[data-report-unsent]")).to_contain_text("На цьому пристрої увійшла інша людина.")
    person.press("Зберегти нотатку")
    expect(page.locator("[data-notes-problem]")).to_contain_text("Нотатка лишилася тут")
    person.look("another")
    page = open_recording(person)
    expect(page.locator("[data-report-title]")).to_contain_text("Переглянуто")
    assert not any(start <= 202 < end for start, end in told(person)["segments"])  # type: ignore[attr-defined]
    expect(page.locator("#notes-text")).to_have_value("")
    assert page.evaluate("document.querySelector('[data-player] video').currentTime") < 200
    come_as(person, "olena@example.org")
    person.expected.clear()
    page = open_recording(person)
    expect(page.locator("#notes-text")).to_have_value("Лише моє")
    expect(page.locator("[data-notes-at]")).to_have_text("3:20")
    School.until(lambda: any(start <= 202 < end for start, end in told(person)["segments"]), "Olena's own part did not arrive")  # type: ignore[attr-defined]
    page.locator("#notes-text").fill("")


def test_what_is_watched_of_a_recording_taken_off_waits_for_it(viewer: Callable[..., Visitor], school: School) -> None:
    person = viewer("phone", "petro@example.org")
    page = open_recording(person, "?t=320")
    expect(page.locator("[data-report-title]")).to_contain_text("Переглянуто")
    page.locator("[data-play]").click()
    play_till(page, 320.5)
    page.locator("[data-play]").click()
    loaded = "(() => { const { buffered } = document.querySelector('[data-player] video'); return buffered.end(buffered.length - 1); })()"
    School.until(lambda: page.evaluate(loaded) > 330, "the next seconds of the recording did not come")
    person.expected.add(404)
    school.manage("shell", "-c", TAKE_OFF)
    try:
        page.locator("[data-play]").click()
        play_till(page, 325)
        page.locator("[data-play]").click()
        expect(page.locator("[data-report-unsent]")).to_contain_text("Цього запису зараз немає на сайті.")
    finally:
        school.manage("shell", "-c", PUT_BACK)
    page = open_recording(person)
    School.until(lambda: any(start <= 322 < end for start, end in told(person)["segments"]), "what was kept did not arrive")  # type: ignore[attr-defined]


OUTBOX = "new URL('outbox.js', document.querySelector('script[src*=\"player/main\"]').src).href"


def test_part_that_grows_while_it_is_sent_is_sent_whole_and_in_one_batch_by_two_tabs(viewer: Callable[..., Visitor]) -> None:
    person = viewer("wide", "olena@example.org")
    page = open_recording(person, "?t=400")
    expect(page.locator("[data-report-title]")).to_contain_text("Переглянуто")
    batches: list[str] = []
    page.on("request", lambda request: batches.append(request.post_data_json["batch"]) if "told" in waits(request) else None)
    page.evaluate(
        f"""async () => {{
          const {{ add, flush }} = await import({OUTBOX});
          const {{ watched, person }} = document.querySelector("[data-player]").dataset;
          Object.defineProperty(navigator, "locks", {{ value: undefined }}); // as in an old browser, where tabs do not know of each other
          const part = {{ id: "grows", start: 400, end: 404, at: Date.now(), rate: 1 }};
          await add(watched, part, person);
          await Promise.all([flush(person), flush(person)]);
          await add(watched, part, person);
          await Promise.all([flush(person), add(watched, {{ ...part, end: 410 }}, person)]);
          await flush(person);
        }}"""
    )
    assert len(set(batches[:2])) == 1
    assert any(start <= 400 and end >= 410 for start, end in told(person)["segments"])  # type: ignore[attr-defined]


def test_without_scripts_the_browsers_own_player_stays(viewer: Callable[..., Visitor], arrive: Callable[..., Visitor]) -> None:
    person = arrive("phone", java_script_enabled=False)
    page = person.go(ADDRESS)
    assert page.locator("video[controls] track").count() == 2
    expect(page.locator(".player__bar")).to_be_hidden()
