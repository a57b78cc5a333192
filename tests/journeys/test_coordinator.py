"""A coordinator runs a course: places, requests, the waiting list, a list of people, certificates; a person's own data."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from .visitor import Visitor

COURSE = "Світ безмежних можливостей"
Come = Callable[..., Visitor]


def test_coordinator_lets_people_in_by_places_and_by_list(visitor: Come, width: str, tmp_path: Path) -> None:
    halyna = visitor("halyna@example.org")
    run = open_run_with_one_place(halyna, f"За згодою, {width}")
    for email in ("olena@example.org", "oksana@example.org", "taras@example.org"):
        ask_to_enrol(visitor(email), run)
    approve(halyna, run, ["Коваленко", "Ткачук"])
    decline(halyna, run, "Мельник", "Курс для новачків, а Ви його ведете.")
    assert "Курс для новачків" in plain_text(halyna, "taras@example.org", "Заявку")
    withdraw(halyna, run, "Коваленко", "Просила в листі.")
    promoted(halyna, run, "Ткачук")
    enrol_a_list(halyna, run, tmp_path / "list.csv", width)


def open_run_with_one_place(halyna: Visitor, name: str) -> str:
    page = halyna.go("/teach/")
    page.get_by_role("main").locator("a[href*='/teach/courses/']", has_text=COURSE).click()
    halyna.follow("Відкрити групу")
    page.fill("[name=name_uk]", name)
    page.fill("[name=enrolment_opens]", "2026-02-01")
    page.fill("[name=starts]", "2026-02-10")
    page.fill("[name=ends]", "2026-02-01")
    page.fill("[name=capacity]", "1")
    page.get_by_label("за згодою").check()
    halyna.refused("Відкрити групу")
    halyna.sees("закінчується раніше")
    expect(page.locator("[name=name_uk]")).to_have_value(name)
    page.fill("[name=ends]", "")
    halyna.press("Відкрити групу")
    halyna.heading("За згодою")
    halyna.look("run")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def ask_to_enrol(person: Visitor, run: str) -> None:
    person.go(f"/learn/{run}/enrol/")
    person.look("enrol")
    person.page.get_by_role("main").locator("form[method=post] button").last.click()
    person.sees("Ваша заявка в координатора")


def tab(halyna: Visitor, run: str, name: str) -> Page:
    return halyna.go(f"/teach/runs/{run}/?tab={name}")


def choose(page: Page, surname: str) -> None:
    page.get_by_role("checkbox", name=re.compile(surname)).check()


def approve(halyna: Visitor, run: str, surnames: list[str]) -> None:
    """In this order: there is one place."""
    for surname in surnames:
        page = tab(halyna, run, "requested")
        halyna.look("requests")
        choose(page, surname)
        halyna.press("Схвалити вибраних")
    expect(tab(halyna, run, "active").locator("tr", has_text=surnames[0])).to_be_visible()
    expect(tab(halyna, run, "waiting").locator("tr", has_text=surnames[1])).to_be_visible()


def decline(halyna: Visitor, run: str, surname: str, reason: str) -> None:
    page = tab(halyna, run, "requested")
    choose(page, surname)
    page.fill("[name=reason]", reason)
    halyna.press("Відхилити вибраних")
    expect(tab(halyna, run, "gone").locator("tr", has_text=surname)).to_be_visible()


def withdraw(halyna: Visitor, run: str, surname: str, reason: str) -> None:
    page = tab(halyna, run, "active")
    choose(page, surname)
    page.fill("[name=reason]", reason)
    halyna.press("Скасувати запис вибраних")


def promoted(halyna: Visitor, run: str, surname: str) -> None:
    expect(tab(halyna, run, "active").locator("tr", has_text=surname)).to_be_visible()
    halyna.school.letter("oksana@example.org", "звільнилося місце")
    halyna.follow(surname)
    halyna.look("person")


def enrol_a_list(halyna: Visitor, run: str, path: Path, width: str) -> None:
    """As a spreadsheet in Ukraine saves it: cp1251, semicolons, a slip in one row."""
    page = halyna.go(f"/teach/runs/{run}/change/")
    page.fill("[name=capacity]", "2")
    halyna.press("Зберегти")
    rows = ["e-mail;прізвище;ім'я", f"ihor-{width}@example.org;Їжак;Ігор", "без-собаки;Ґудзь;Марта", f"lesia-{width}@example.org;Щур;Леся"]
    path.write_bytes("\r\n".join(rows).encode("cp1251"))
    halyna.go(f"/teach/runs/{run}/")
    halyna.follow("Записати список")
    halyna.look("list")
    page.locator("input[type=file]").set_input_files(path)
    halyna.press("Записати")
    report = page.locator("table", has_text="Звіт за рядками")
    expect(report).to_be_visible()
    expect(report.locator("tr", has_text=f"ihor-{width}")).to_contain_text("записано")
    expect(report.locator("tr", has_text="без-собаки")).to_contain_text("не взято")
    expect(report.locator("tr", has_text=f"lesia-{width}")).to_contain_text("у черзі")
    halyna.look("list-report")
    expect(tab(halyna, run, "active").locator("tr", has_text="Їжак Ігор")).to_be_visible()


def plain_text(person: Visitor, address: str, subject: str) -> str:
    body = person.school.letter(address, subject).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_coordinator_replaces_and_revokes_a_certificate(visitor: Come, width: str) -> None:
    """Others at each width; the demo's very first stays genuine for whoever checks a number."""
    halyna = visitor("halyna@example.org")
    replaced, revoked = {"wide": ("000002", "000003"), "phone": ("000004", "000005")}[width]
    page = open_certificate(halyna, replaced)
    code = page.url.rstrip("/").rsplit("/", 1)[1]
    halyna.look("certificate")
    halyna.follow("Виправити й замінити")
    surname = page.locator("[name=surname]").input_value()
    page.fill("[name=surname]", surname + "-Ткач")
    page.fill("[name=reason]", "У прізвищі бракувало другої частини.")
    halyna.look("replace")
    halyna.press("Видати виправлений")
    halyna.sees(f"{surname}-Ткач")
    stranger = visitor()
    stranger.go(f"/v/{code}/")
    stranger.heading("Цей сертифікат замінено")
    stranger.sees("У прізвищі бракувало другої частини.")
    stranger.look("replaced")
    stranger.follow("До чинного сертифіката")
    stranger.heading("Сертифікат справжній і чинний")
    stranger.sees(f"{surname}-Ткач")
    revoke(halyna, stranger, revoked)


def open_certificate(halyna: Visitor, number: str) -> Page:
    page = halyna.go("/teach/certificates/")
    halyna.look("register")
    page.locator("main form [name=q]").fill(number)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("link", name=re.compile(number)).first.click()
    page.wait_for_load_state()
    return page


def revoke(halyna: Visitor, stranger: Visitor, number: str) -> None:
    page = open_certificate(halyna, number)
    code = page.url.rstrip("/").rsplit("/", 1)[1]
    halyna.follow("Скасувати")
    page.fill("[name=reason]", "Видано двічі за те саме навчання.")
    halyna.look("revoke")
    halyna.press("Скасувати")
    halyna.sees("Видано двічі")
    stranger.go(f"/v/{code}/")
    stranger.heading("Цей сертифікат скасовано")
    stranger.look("revoked")


def test_person_downloads_and_erases_their_own_data(visitor: Come, width: str) -> None:
    email, secret = f"mariia-{width}@example.org", "ранковий туман над містом"
    person = visitor()
    page = person.go("/accounts/signup/")
    page.fill("[name=email]", email)
    page.fill("[name=password1]", secret)
    person.press("Зареєструватися")
    person.go(person.school.link_in(email, "", "/accounts/confirm-email/"))
    person.press("Так, підтверджую")
    page.wait_for_url("**/my/profile/")
    person.go("/my/privacy/")
    person.look("privacy")
    with page.expect_download() as coming:
        person.press("Завантажити мої дані")
    archive = zipfile.ZipFile(io.BytesIO(coming.value.path().read_bytes()))
    assert email in json.dumps([json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")], ensure_ascii=False)
    person.follow("Подивитися, що станеться")
    person.look("erase")
    page.fill("[name=password]", secret)
    page.locator("[name=sure]").check()
    person.press("Стерти мій запис")
    page.wait_for_load_state()
    page = person.go("/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", secret)
    person.refused("Увійти")
    person.sees("Немає запису з такою поштою")
