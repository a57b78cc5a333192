"""Two devices at the door, the network cut: the same pass on both, others by name and by hand; back on line nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from .conftest import ROOT, SCREENS, WIDTHS
from .film import film
from .served import School
from .visitor import Visitor

CUT = re.compile(r"net::ERR_(INTERNET_DISCONNECTED|FAILED)|Failed to fetch")
BEGIN = """
import json
from datetime import timedelta
from django.utils import timezone
from courses.internships.applying import accept_application, apply_for_day
from courses.internships.days import announce_day
from courses.internships.models import Internship, InternshipDay
from courses.internships.passes import pass_text
from school.accounts.adding import add_person
from school.accounts.models import User
halyna, now = User.objects.get(email="halyna@example.org"), timezone.now()
def announce(days):
    at = now + timedelta(days=days)
    words = {"venue_uk": "Прозорий офіс", "address_uk": "вул. Соборна, 59"}
    return announce_day(internship=Internship.objects.first(), starts_at=at, ends_at=at + timedelta(hours=6), apply_by_at=at - timedelta(days=1),
                        capacity=40, actor=halyna, **words)
def accept(day, number, surname):
    user, _made = add_person(email=f"door-%(mark)s-{day.pk}-{number}@example.org", language="uk", actor=halyna, surname=surname,
                             given_name="Ганна", organisation="Хмельницька міська рада")
    return accept_application(application=apply_for_day(user=user, day=day, why="Хочу побачити."), actor=halyna)
day, other = announce(10), announce(17)
people = [accept(day, number, surname) for number, surname in enumerate(["Ґалаґан", "Їжакевич", "Юрчишин"])]
stranger = accept(other, 9, "Щур")
InternshipDay.objects.filter(pk=day.pk).update(starts_at=now - timedelta(minutes=1), apply_by_at=now - timedelta(days=2), ends_at=now + timedelta(hours=6))
print("JSON" + json.dumps({"day": day.code, "passes": [pass_text(row) for row in people], "other": pass_text(stranger)}))
"""
END = """
import json
from courses.internships.models import Attendance, Scan
rows = Attendance.objects.filter(day__code="%(day)s").order_by("user__profile__surname")
print("JSON" + json.dumps([[row.user.profile.surname, row.source, row.doubtful, row.scans.count()] for row in rows]))
"""


def told(school: School, script: str) -> Any:
    """What a management shell beside the served school prints."""
    env = {**os.environ, "VAR_DIR": str(school.folder), "DJANGO_SETTINGS_MODULE": "school.settings.dev", "PUBLIC_URL": school.address}
    for name in ("DATABASE_URL", "REDIS_URL", "BROKER_URL"):
        env.pop(name, None)
    done = subprocess.run([sys.executable, "manage.py", "shell", "-c", script], cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.rsplit("JSON", 1)[1])


@pytest.fixture
def device(school: School, launch: Callable[..., Browser], width: str, tmp_path: Path) -> Iterator[Callable[[str, str], Visitor]]:
    """`device("А", pass)`: a telephone with that pass before its camera, Halyna signed in."""
    SCREENS.mkdir(exist_ok=True)
    browsers: list[Browser] = []
    people: list[Visitor] = []

    def come(name: str, text: str) -> Visitor:
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
        people[-1].sign_in("halyna@example.org")
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


def test_two_devices_without_a_network_lose_nothing_and_double_nothing(device: Callable[[str, str], Visitor], school: School, width: str) -> None:
    begun = told(school, BEGIN % {"mark": width})
    first, second = device("А", begun["passes"][0]), device("Б", begun["passes"][0])
    for person in (first, second):
        ready(person, begun["day"])
    first.look("ready", dark=True)
    for person in (first, second):
        cut(person)
        button(person, "Сканувати перепустку")
        verdict(person, "Вітаємо", "Ґалаґан Ганна", "Хмельницька міська рада")
    first.look("welcome")
    refuses(first, begun)
    lets_in_by_name_and_by_hand(first)
    keeps_nothing_readable(first)
    back(first, "У мережі")
    expect(second.page.locator("[data-net]")).to_contain_text("у черзі: 1")
    back(second, "У мережі")
    button(second, "Наступна перепустка")
    second.sees("Відмічено двічі")
    second.look("merged")
    assert sorted(told(school, END % begun)) == [["Їжакевич", "name", False, 1], ["Щерба", "walk_in", False, 1], ["Ґалаґан", "pass", False, 2]]


def refuses(person: Visitor, begun: dict[str, Any]) -> None:
    button(person, "Наступна перепустка")
    verdict(person, "Уже на місці", "Повторна відмітка нічого не змінила")  # the pass is still before the camera
    person.look("again")
    person.page.reload()
    typed(person, begun["other"])
    verdict(person, "Не на сьогодні", "Перепустка на інший день")
    person.look("refused")
    button(person, "Наступна перепустка")
    typed(person, begun["passes"][1][:-4] + "AAAA")
    verdict(person, "Не пропущено", "підроблена")
    button(person, "Наступна перепустка")


def lets_in_by_name_and_by_hand(person: Visitor) -> None:
    typed(person, "ЇЖАК")
    verdict(person, "Вітаємо", "Їжакевич Ганна")
    button(person, "Наступна перепустка")
    person.page.get_by_text("Прийшли без заявки").click()
    form = person.page.locator("[data-walk-in]")
    form.get_by_label("Прізвище").fill("Щерба")
    form.get_by_role("button").click()
    expect(form.get_by_role("alert")).to_contain_text("Потрібні пошта")
    form.get_by_label("Пошта").fill(f"walk-in-{person.page.viewport_size['width']}@example.org")  # type: ignore[index]
    form.get_by_label("Ім’я").fill("Марта")
    person.look("walk-in")
    form.get_by_label("Прізвище").fill("Юрчишин")
    form.get_by_label("Ім’я").fill("Ганна")
    form.get_by_role("button").click()
    expect(form.get_by_role("alert")).to_contain_text("У списку є Юрчишин Ганна")
    form.get_by_label("Прізвище").fill("Щерба")
    form.get_by_label("Ім’я").fill("Марта")
    form.get_by_role("button").click()
    verdict(person, "Вітаємо", "Щерба Марта")
    expect(person.page.locator("[data-net]")).to_contain_text("у черзі: 3")
    expect(person.page.locator("[data-counts]")).to_contain_text("понад число: 1")


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
    assert [name for name in ("Їжакевич", "Щерба", "walk-in-") if name in kept] == []
    assert readable == [False]


def back(person: Visitor, words: str) -> None:
    person.context.set_offline(False)
    expect(person.page.locator("[data-net]")).to_have_text(re.compile(words))
    expect(person.page.locator("[data-net]")).not_to_contain_text("у черзі")
