"""Saved on a device when things go wrong: a broken store, a slow or busy school, no room, an update that fails."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from courses.learning.enrolment import enrol
from courses.learning.models import CourseRun
from school.accounts.models import User
from school.foundation import offline

from ..line import Line
from ..visitor import Visitor
from .faulty import Faults
from .steps import KEPT, course, edited, enter, met, rows, save, saved

pytestmark = pytest.mark.django_db(transaction=True)


def test_site_works_where_the_browser_has_broken_the_store(device: Visitor, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    device.wrong("/no-such-page/", 404)
    device.page.evaluate("() => new Promise((done) => (indexedDB.open('kept', 2).onsuccess = (event) => { event.target.result.close(); done(); }))")
    device.go("/my/saved/")
    device.sees("Цей браузер тут нічого для школи не зберігає")
    device.look("no-store", dark=True)
    device.page.wait_for_function("() => navigator.serviceWorker.controller")
    device.go("/courses/")
    device.heading("Курси")
    device.go(f"/learn/{run.code}/")
    device.heading("Перший")
    expect(device.page.locator("[data-keep-open]")).not_to_be_visible()


def test_page_that_has_begun_to_come_may_come_slowly(device: Visitor, faults: Faults, run: CourseRun, olena: User) -> None:
    worker = offline._made().replace("const SLOW = 5000", "const SLOW = 300")
    faults.answer("/sw.js", "200 OK", {"Content-Type": "text/javascript", "Cache-Control": "no-cache"}, text=worker)
    enter(device, olena)
    address = saved(device, run)
    first = "<!doctype html><title>Урок</title><p>Початок</p><script>setTimeout(() => fetch('/go/'), 1500)</script>"
    faults.slowly(address, first, "<p>Кінець</p>", until="/go/")
    device.go(address)
    device.sees("Кінець")


def test_nothing_is_called_saved_before_the_worker_that_opens_it_is_there(device: Visitor, faults: Faults, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    device.go(f"/learn/{run.code}/")
    faults.slowly("/static/css/kept.css", "/* a file that the worker needs */", "", until="/go/")
    device.page.add_init_script("if (location.pathname.startsWith('/learn/')) setTimeout(() => fetch('/go/'), 6000)")
    saved(device, run)
    assert device.page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).active !== null")


def test_file_that_the_school_cannot_give_now_fails_the_saving(device: Visitor, faults: Faults, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    device.expected.add(503)
    faults.answer("/static/js/ask.js", "503 Service Unavailable")
    save(device, run)
    device.sees("Зараз зберегти не вдалося: школа відповіла 503.")
    device.look("busy")
    assert [row["state"] for row in rows(device)] == ["saving"]
    faults.mend()
    device.page.locator("[data-keep-save]").click()
    expect(device.page.locator("[data-keep-state]")).to_contain_text("Збережено на пристрої")


def test_busy_school_is_waited_for_as_long_as_it_asks(device: Visitor, faults: Faults, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    device.expected.add(429)
    faults.answer("/static/js/ask.js", "429 Too Many Requests", {"Retry-After": "1"}, times=3)
    saved(device, run)
    assert [(row["state"], "/static/js/ask.js" in row["small"]) for row in rows(device)] == [("kept", True)]


def test_what_is_simply_not_there_is_no_reason_to_keep_nothing(device: Visitor, faults: Faults, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    device.expected.add(404)
    faults.answer("/static/js/ask.js", "404 Not Found")
    saved(device, run)
    assert [(row["state"], "/static/js/ask.js" in row["small"]) for row in rows(device)] == [("kept", False)]


def test_no_room_in_the_middle_is_said_with_what_takes_most(device: Visitor, line: Line, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    saved(device, run)
    other = course("Безпека в мережі")
    enrol(user=olena, run=other)
    usage = device.page.evaluate("async () => (await navigator.storage.estimate()).usage")
    device.page.add_init_script("navigator.storage.estimate = undefined")  # a browser that does not tell beforehand
    quota = {"origin": line.address, "quotaSize": usage + 150_000}
    device.context.new_cdp_session(device.page).send("Storage.overrideQuotaForOrigin", quota)
    save(device, other)
    problem = device.page.locator("[data-keep-problem]")
    expect(problem).to_have_text(
        re.compile(r"^На пристрої замало місця для [\d,]+ [КМ]Б\. .*Найбільше місця займають: «Основи е-урядування» \([\d,]+ [КМ]Б\)\.$")
    )
    device.look("no-room-midway", dark=True)
    device.page.get_by_role("link", name="Що збережено на пристрої").click()
    device.sees("Основи е-урядування")
    assert sorted(row["state"] for row in rows(device) if row["state"] == "kept") == ["kept"]


def test_no_room_even_for_the_worker_is_said_as_no_room(device: Visitor, line: Line, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    device.go(f"/learn/{run.code}/")
    device.context.new_cdp_session(device.page).send("Storage.overrideQuotaForOrigin", {"origin": line.address, "quotaSize": 100_000})
    device.page.locator("[data-keep-open]").click()
    device.page.locator("[data-keep-save]").click()
    expect(device.page.locator("[data-keep-problem]")).to_have_text(
        re.compile(r"^(Замало місця: потрібно 580 КБ, вільно [\d,]+ КБ|На пристрої замало місця для 580 КБ)\.")
    )
    assert (rows(device), device.page.evaluate(KEPT)) == ([], 0)


def test_failed_update_is_said_and_may_be_tried_again(device: Visitor, faults: Faults, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    saved(device, run)
    edited()
    met(device)
    device.sees("Є новіша версія")
    device.expected.add(500)
    faults.answer(f"/my/saved/course/{run.code}/", "500 Internal Server Error", times=1)
    update = device.page.get_by_role("button", name="Оновити")
    update.click()
    device.sees("Зараз зберегти не вдалося: школа відповіла 500.")
    device.look("not-updated", dark=True)
    update.click()
    expect(update).to_have_count(0)
    expect(device.page.locator("[data-state]")).to_have_text("")
    assert [row["stale"] for row in rows(device)] == [False]


@pytest.mark.parametrize("tab", ["the same", "another"])
def test_what_is_deleted_while_it_is_updated_stays_deleted(device: Visitor, faults: Faults, run: CourseRun, olena: User, tab: str) -> None:
    enter(device, olena)
    address = saved(device, run)
    edited()
    met(device)
    faults.slowly(address, "<html lang='uk'><p>Початок</p>", "<p>Кінець</p></html>", until="/go/")
    with device.page.expect_response(lambda answer: answer.url.endswith(address)):
        device.page.get_by_role("button", name="Оновити").click()
    page = device.page if tab == "the same" else device.context.new_page()
    if tab == "another":
        page.goto("/my/saved/")
    page.get_by_role("button", name="Видалити").click()
    expect(page.get_by_text("Поки нічого не збережено")).to_be_visible()
    page.evaluate("async (key) => { await fetch('/go/'); await navigator.locks.request(key, () => null); }", f"kept:course:{run.code}:uk")
    assert (rows(device), device.page.evaluate(KEPT)) == ([], 0)


def test_copy_that_the_browser_took_back_is_said_and_taken_again(device: Visitor, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    saved(device, run)
    device.page.evaluate("async () => { for (const name of await caches.keys()) if (name.startsWith('kept:')) await caches.delete(name); }")
    device.go("/my/saved/")
    device.sees("Частини бракує: браузер забрав її")
    device.look("broken", dark=True)
    device.page.get_by_role("button", name="Оновити").click()
    expect(device.page.locator("[data-state]")).to_have_text("")
