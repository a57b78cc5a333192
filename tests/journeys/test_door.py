"""The story of one day, act 8. Two devices at the door, the network cut: the same pass on both, others by name and by hand; back on line nothing is lost or doubled."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from .conftest import SCREENS, WIDTHS
from .film import film
from .served import School
from .story import HALYNA, stands
from .visitor import Visitor

CUT = re.compile(r"net::ERR_(INTERNET_DISCONNECTED|FAILED)|Failed to fetch")
PASSES = """
import json
from courses.internships.models import Application, InternshipDay
from courses.internships.passes import pass_text
from courses.internships.scheduling import plan_of
from courses.internships.enums import ApplicationState
day = InternshipDay.objects.get(code="%s")
other = Application.objects.filter(state=ApplicationState.ACCEPTED, day__starts_at__gt=day.ends_at).exclude(day=day).select_related("day").first()
group = [(row.user.profile.surname, pass_text(row)) for row in plan_of(day).members[1]]
print("JSON" + json.dumps({"day": day.code, "group": group, "other": pass_text(other)}))
"""
END = """
import json
from courses.internships.models import Attendance, Scan
rows = Attendance.objects.filter(day__code="%s").order_by("user__profile__surname")
print("JSON" + json.dumps([[row.user.profile.surname, row.source, row.doubtful, row.scans.count()] for row in rows]))
"""


def told(school: School, script: str) -> Any:
    """What a management shell beside the served school prints."""
    return json.loads(school.manage("shell", "-c", script).rsplit("JSON", 1)[1])


@pytest.fixture
def device(school: School, launch: Callable[..., Browser], tmp_path: Path) -> Iterator[Callable[[str, str, str], Visitor]]:
    """`device("А", "phone", pass)`: one more device with that pass before its camera, Halyna signed in."""
    SCREENS.mkdir(exist_ok=True)
    browsers: list[Browser] = []
    people: list[Visitor] = []

    def come(name: str, width: str, text: str) -> Visitor:
        fake = f"--use-file-for-fake-video-capture={film(tmp_path / f'{name}.mjpeg', text)}"
        browsers.append(launch("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", fake))
        context = browsers[-1].new_context(
            viewport={"width": WIDTHS[width], "height": 900},
            base_url=school.address,
            locale="uk",
            timezone_id="Europe/Kyiv",
            permissions=["camera"],
        )
        people.append(Visitor(context, school, SCREENS / f"door-{name}-{WIDTHS[width]}"))
        people[-1].sign_in(HALYNA)
        return people[-1]

    yield come
    complaints = [line for person in people for line in person.complaints if not CUT.search(line)]
    for browser in browsers:
        browser.close()
    assert complaints == []


def ready(person: Visitor, day: str) -> None:
    person.go(f"/teach/days/{day}/door/")
    person.follow("Сканувати, зокрема без мережі")
    person.sees("готово працювати без мережі")


def cut(person: Visitor) -> None:
    """The network goes, and the page is opened anew without it."""
    person.context.set_offline(True)
    person.page.reload()
    person.sees("Список станом на")
    person.sees("Без мережі")


def verdict(person: Visitor, title: str, *words: str) -> None:
    status = person.page.locator("[data-verdict]")
    expect(status.get_by_role("heading", level=1)).to_have_text(title)
    for text in words:
        expect(status).to_contain_text(text)


def button(person: Visitor, name: str) -> None:
    person.page.get_by_role("button", name=name).click()


def typed(person: Visitor, text: str) -> None:
    field = person.page.get_by_label("Прізвище, ім’я або код")
    field.fill(text)
    field.press("Enter")


@pytest.mark.act(8)
def test_two_devices_without_a_network_lose_nothing_and_double_nothing(device: Callable[[str, str, str], Visitor], school: School, day: str) -> None:
    begun = told(school, PASSES % day)
    (_iryna, first_pass), *others = begun["group"]
    first, second = device("А", "phone", first_pass), device("Б", "wide", first_pass)
    stands(second, day, 8)
    for person in (first, second):
        ready(person, day)
    first.look("ready", dark=True)
    for person in (first, second):
        cut(person)
        button(person, "Сканувати перепустку")
        verdict(person, "Вітаємо", "Вдовиченко Ірина", "Тернопільської міської ради")
    first.look("welcome")
    first.picture("story-door")
    refuses(first, begun)
    lets_in_by_name_and_by_hand(first)
    keeps_nothing_readable(first)
    lets_in_the_rest(second, [surname for surname, _pass in others if surname != "Турчак"])
    back(first, "У мережі")
    expect(second.page.locator("[data-net]")).to_contain_text("у черзі: 4")
    back(second, "У мережі")
    second.sees("Відмічено двічі")
    second.look("merged")
    seen = {surname: (source, doubtful, scans) for surname, source, doubtful, scans in told(school, END % day)}
    assert seen == {
        "Вдовиченко": ("pass", False, 2),
        "Нагорний": ("name", False, 1),
        "Романюк": ("name", False, 1),
        "Турчак": ("name", False, 1),
        "Щерба": ("walk_in", False, 1),
        "Ясенчук": ("name", False, 1),
    }
    stands(second, day, 9)


def refuses(person: Visitor, begun: dict[str, Any]) -> None:
    button(person, "Наступна перепустка")
    verdict(person, "Уже на місці", "Повторна відмітка нічого не змінила")  # the pass is still before the camera
    person.look("again")
    person.page.reload()
    typed(person, begun["other"])
    verdict(person, "Не на сьогодні", "Перепустка на інший день")
    person.look("refused")
    button(person, "Наступна перепустка")
    typed(person, begun["group"][1][1][:-4] + "AAAA")
    verdict(person, "Не пропущено", "підроблена")
    button(person, "Наступна перепустка")


def lets_in_by_name_and_by_hand(person: Visitor) -> None:
    typed(person, "ТУРЧ")
    verdict(person, "Вітаємо", "Турчак Дарина")
    button(person, "Наступна перепустка")
    person.page.get_by_text("Прийшли без заявки").click()
    form = person.page.locator("[data-walk-in]")
    form.get_by_label("Прізвище").fill("Щерба")
    form.get_by_role("button").click()
    expect(form.get_by_role("alert")).to_contain_text("Потрібні пошта")
    form.get_by_label("Пошта").fill("shcherba@example.org")
    form.get_by_label("Ім’я").fill("Марта")
    person.look("walk-in")
    form.get_by_label("Прізвище").fill("Ясенчук")
    form.get_by_label("Ім’я").fill("Ґерман")
    form.get_by_role("button").click()
    expect(form.get_by_role("alert")).to_contain_text("У списку є Ясенчук Ґерман")
    form.get_by_label("Прізвище").fill("Щерба")
    form.get_by_label("Ім’я").fill("Марта")
    form.get_by_role("button").click()
    verdict(person, "Вітаємо", "Щерба Марта")
    expect(person.page.locator("[data-net]")).to_contain_text("у черзі: 3")
    expect(person.page.locator("[data-counts]")).to_contain_text("понад число: 1")


def lets_in_the_rest(person: Visitor, surnames: list[str]) -> None:
    """By keyboard: the name, Enter, the next. The page is opened anew first: the pass is still before the camera."""
    person.page.reload()
    for surname in surnames:
        typed(person, surname)
        verdict(person, "Вітаємо", surname)
        button(person, "Наступна перепустка")


def keeps_nothing_readable(person: Visitor) -> None:
    """What lies on the device names nobody, and its key cannot be read out."""
    kept, readable = person.page.evaluate(
        """async () => {
          const db = await new Promise((done) => (indexedDB.open("door").onsuccess = (event) => done(event.target.result)));
          const all = (name) => new Promise((done) => (db.transaction(name).objectStore(name).getAll().onsuccess = (event) => done(event.target.result)));
          const days = await all("days"), marks = await all("marks");
          return [JSON.stringify([days, marks]), days.map((row) => row.key.extractable)];
        }"""
    )
    assert [name for name in ("Турчак", "Щерба", "shcherba") if name in kept] == []
    assert readable == [False]


def back(person: Visitor, words: str) -> None:
    person.context.set_offline(False)
    expect(person.page.locator("[data-net]")).to_have_text(re.compile(words))
    expect(person.page.locator("[data-net]")).not_to_contain_text("у черзі")


@pytest.mark.act(8)
def test_somebody_is_let_in_without_scripts_and_without_a_mouse(arrive: Callable[..., Visitor], day: str) -> None:
    halyna = arrive("phone", HALYNA, java_script_enabled=False)
    page = halyna.go(f"/teach/days/{day}/door/")
    halyna.tab_to(page.locator("#q"))
    page.keyboard.insert_text("Фарина")
    page.keyboard.press("Enter")
    halyna.sees("Знайдено")
    halyna.tab_to(page.get_by_role("button", name="Відмітити прихід Фарина"))
    page.keyboard.press("Enter")
    halyna.heading("Вітаємо")
    halyna.sees("Фарина Ніна Олексіївна")
    halyna.tab_to(page.get_by_role("link", name="Наступна людина"))
    page.keyboard.press("Enter")
    halyna.heading("Біля дверей")
