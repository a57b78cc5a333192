"""A webinar and lessons on a device whose network is really cut: saved, watched, marked; back on line everything arrives, and what may not stay goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from .conftest import SCREENS, WIDTHS
from .line import Line
from .served import School
from .visitor import Visitor

WEBINAR = "/webinars/new-media/"
OLENA, PETRO = "olena@example.org", "petro@example.org"
CUT = re.compile(r"net::ERR_|Failed to fetch|Load failed|NetworkError|ServiceWorker|error occurred when fetching the script")
TAKE_OFF = "from webinars.models import WebinarPage; WebinarPage.objects.get(slug='new-media', locale__language_code='uk').unpublish()"
PUT_BACK = (
    "from webinars.models import WebinarPage; WebinarPage.objects.get(slug='new-media', locale__language_code='uk').get_latest_revision().publish()"
)
DONE = (
    "from courses.learning.models import Completion; "
    "print(*Completion.objects.filter(enrolment__user__email='olena@example.org').values_list('activity__activity__code', flat=True))"
)
KEPT = "async () => (await caches.keys()).filter((name) => name.startsWith('kept:')).length"
POSTS = """async () => {
  const index = await new Promise((done) => (indexedDB.open('kept').onsuccess = (event) => done(event.target.result)));
  return new Promise((done) => (index.transaction('posts').objectStore('posts').count().onsuccess = (event) => done(event.target.result)));
}"""


@pytest.fixture
def line(school: School) -> Iterator[Line]:
    made = Line(school.address)
    yield made
    made.cut()


@pytest.fixture
def device(line: Line, school: School, chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """`device("phone")`: a browser on that line, Olena signed in. What it says about the cut is expected, the rest is not."""
    SCREENS.mkdir(exist_ok=True)
    people: list[Visitor] = []

    def come(width: str, email: str = OLENA) -> Visitor:
        context = chromium.new_context(
            viewport={"width": WIDTHS[width], "height": 900}, base_url=line.address, locale="uk", timezone_id="Europe/Kyiv"
        )
        people.append(Visitor(context, School(line.address, school.folder), SCREENS / f"offline-{WIDTHS[width]}"))
        if email:
            people[-1].sign_in(email)
        return people[-1]

    yield come
    complaints = [text for person in people for text in person.complaints if not CUT.search(text)]
    for person in people:
        person.context.close()
    assert complaints == []


def save(person: Visitor) -> None:
    person.page.locator("[data-keep-open]").click()
    person.page.locator("[data-keep-save]").click()


def saved(person: Visitor) -> None:
    expect(person.page.locator("[data-keep-dialog]")).not_to_be_visible()
    expect(person.page.locator("[data-keep-state]")).to_contain_text("Збережено на пристрої")


def save_until_it_breaks(person: Visitor, line: Line) -> None:
    """The line breaks in the middle of the recording: the worker is here already, and the page has all it asked for."""
    person.go("/my/saved/")
    person.page.evaluate("async () => { await navigator.serviceWorker.ready }")
    person.go(WEBINAR).wait_for_load_state("networkidle")
    line.left = 900_000
    save(person)
    person.sees("Мережі немає. Уже завантажене лишається")


def play(person: Visitor, seconds: float) -> None:
    """Really play that long, and stop."""
    person.page.evaluate("() => document.querySelector('video').play()")
    person.page.wait_for_function(f"() => document.querySelector('video').currentTime > {seconds}", timeout=60_000)
    person.page.evaluate("() => document.querySelector('video').pause()")


def percent(person: Visitor) -> int:
    """As the server says."""
    address = person.page.locator("[data-watched]").first.get_attribute("data-watched")
    found: int = person.page.evaluate("async (address) => (await (await fetch(address)).json()).percent", address)
    return found


@pytest.mark.parametrize("width", list(WIDTHS))
def test_saved_webinar_plays_without_a_network_and_what_was_watched_arrives(device: Callable[..., Visitor], line: Line, width: str) -> None:
    olena = device(width)
    olena.go(WEBINAR)
    before = percent(olena)
    olena.page.locator("[data-keep-open]").click()
    olena.look("dialog", dark=True)
    olena.page.locator("[data-keep-save]").click()
    saved(olena)
    line.cut()
    olena.page.reload()
    olena.sees("Це копія, збережена на пристрої")
    play(olena, 20)
    olena.page.evaluate("() => (document.querySelector('video').currentTime = 90)")
    olena.page.wait_for_function("() => !document.querySelector('video').seeking && document.querySelector('video').readyState > 2")
    exact_range(olena)
    olena.go("/my/saved/")
    olena.sees("Вступ до нових медіа")
    olena.sees("На пристрої вільно")
    olena.look("list", dark=True)
    if width == "wide":
        olena.picture("webinar-saved")
    olena.go("/courses/")
    olena.sees("а ця сторінка на пристрої не збережена")
    line.mend()
    olena.go("/my/")
    olena.go(WEBINAR)
    olena.page.wait_for_function("() => Number((document.querySelector('main').innerText.match(/Переглянуто (\\d+)/) ?? [0, 0])[1]) > 0")
    assert percent(olena) >= max(before, 3)


def exact_range(person: Visitor) -> None:
    """206 and 416 as RFC 9110 says, from the kept file."""
    person.expected.add(416)
    found = person.page.evaluate(
        """async () => {
          const url = document.querySelector('video source').src;
          const ask = async (range) => {
            const answer = await fetch(url, { headers: { Range: range } });
            return [answer.status, (answer.headers.get('Content-Range') ?? '').split('/')[0], (await answer.arrayBuffer()).byteLength];
          };
          return [await ask('bytes=5-14'), await ask('bytes=262140-262150'), await ask('bytes=999999999-')];
        }"""
    )
    assert found == [[206, "bytes 5-14", 10], [206, "bytes 262140-262150", 11], [416, "bytes *", 0]]


def test_saving_goes_on_where_the_network_broke(device: Callable[..., Visitor], line: Line) -> None:
    olena = device("phone")
    olena.go(WEBINAR)
    whole: list[str] = []
    olena.page.on("requestfinished", lambda request: whole.append(request.headers.get("range", "")))
    line.left = 900_000
    save(olena)
    olena.sees("Мережі немає. Уже завантажене лишається")
    olena.look("waiting")
    line.mend()
    saved(olena)
    pieces = [one for one in whole if one]
    assert len(pieces) == len(set(pieces)), pieces


def test_reload_goes_on_by_itself_and_cancelling_leaves_nothing(device: Callable[..., Visitor], line: Line) -> None:
    olena = device("wide")
    save_until_it_breaks(olena, line)
    line.mend()
    olena.go(WEBINAR)
    saved(olena)
    olena.go("/my/saved/")
    olena.page.get_by_role("button", name="Видалити").click()
    olena.sees("Поки нічого не збережено")
    save_until_it_breaks(olena, line)
    olena.page.get_by_role("button", name="Скасувати збереження").click()
    expect(olena.page.locator("[data-keep-save]")).to_be_visible()
    assert olena.page.evaluate(KEPT) == 0


def test_no_room_is_said_in_words_and_numbers(device: Callable[..., Visitor], line: Line) -> None:
    olena = device("phone")
    olena.go(WEBINAR)
    olena.context.new_cdp_session(olena.page).send("Storage.overrideQuotaForOrigin", {"origin": line.address, "quotaSize": 100_000})
    save(olena)
    told = re.compile(r"^(Замало місця: потрібно [\d,]+ МБ, вільно [\d,]+ КБ|На пристрої замало місця для [\d,]+ МБ)\.")  # not every browser tells
    expect(olena.page.locator("[data-keep-problem]")).to_have_text(told)
    olena.look("no-room")
    assert olena.page.evaluate(KEPT) == 0


def test_copy_goes_when_somebody_else_is_here(device: Callable[..., Visitor], line: Line) -> None:
    olena = device("wide")
    olena.go(WEBINAR)
    save(olena)
    saved(olena)
    olena.go("/accounts/logout/")
    olena.press("Вийти")
    School.until(lambda: olena.page.evaluate(KEPT) == 0, "the copy is still here")
    olena.go("/my/saved/")
    olena.sees("Поки нічого не збережено")


def test_copy_of_what_is_closed_meanwhile_goes_at_the_next_contact(device: Callable[..., Visitor], line: Line, school: School) -> None:
    olena = device("phone")
    olena.go(WEBINAR)
    save(olena)
    saved(olena)
    line.cut()
    olena.expected.add(404)  # what was watched since is sent to an address that is closed by then
    school.manage("shell", "-c", TAKE_OFF)
    try:
        olena.go(WEBINAR)
        play(olena, 1)  # nothing can take it away before
        line.mend()
        olena.go("/my/saved/")
        olena.sees("більше немає на пристрої: доступ до цього закрито")
        olena.look("closed")
        assert olena.page.evaluate(KEPT) == 0
    finally:
        school.manage("shell", "-c", PUT_BACK)


def test_lessons_open_without_a_network_and_done_is_sent_in_order(device: Callable[..., Visitor], line: Line, school: School) -> None:
    olena = device("phone")
    olena.go("/my/")
    olena.follow("Продовжити")
    lesson(olena)
    olena.page.locator("[data-keep-open]").click()
    expect(olena.page.locator("[data-keep-size]").first).to_contain_text("Б")
    olena.look("course-dialog")
    olena.page.locator("[data-keep-save]").click()
    saved(olena)
    line.cut()
    olena.page.reload()
    olena.sees("Це копія, збережена на пристрої")
    olena.look("lesson")
    marked = []
    for _step in range(2):
        address = olena.page.url
        marked.append(address.rstrip("/").rsplit("/", 1)[1])
        olena.page.locator(".next form button").click()
        olena.page.wait_for_function(f"() => location.href !== '{address}'")
    assert olena.page.evaluate(POSTS) == 2
    olena.go("/my/saved/")
    olena.sees("Чекає на мережу: 2")
    line.mend()
    olena.go("/my/")
    School.until(lambda: olena.page.evaluate(POSTS) == 0, "what was marked was not sent")
    done = school.manage("shell", "-c", DONE).split()
    assert [code for code in marked if code not in done] == []


def lesson(person: Visitor) -> None:
    """The first lesson of the course."""
    if WIDTHS["phone"] == person.page.viewport_size["width"]:  # type: ignore[index]
        person.page.locator(".outline summary").click()
    person.page.locator(".outline ol a").first.click()
    expect(person.page.locator("[data-keep-open]")).to_be_visible()
