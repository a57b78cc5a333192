"""Whoever speaks for an organisation reads its desk; a coordinator reads the same; for others it is not there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from .visitor import Visitor

HOUSE = "Департамент цифрових послуг Хмельницької міської ради"
Come = Callable[..., Visitor]


def test_head_finds_seats_names_hours_and_certificates(visitor: Come, width: str) -> None:
    oksana = visitor("oksana@example.org")
    page = oksana.go("/my/")
    oksana.follow(HOUSE)
    oksana.heading(HOUSE)
    expect(page.get_by_role("link", name="Назвати людей").first).to_be_visible()
    expect(page.get_by_role("table", name="Хто їде").get_by_role("row", name="Солов’юк")).to_have_count(1)
    oksana.look("desk", dark=True)
    if width == "wide":
        oksana.picture("desk", height=1840)
    hours = page.get_by_role("link", name="До особової справи, PDF").get_attribute("href")
    answer = oksana.context.request.get(hours)
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")
    address = page.url
    page.get_by_role("table", name="Хто був").get_by_role("link").first.click()
    oksana.heading("Сертифікат справжній")
    visitor("petro@example.org").wrong(address, 404)


def test_coordinator_finds_an_organisation_among_all_applications(visitor: Come) -> None:
    halyna = visitor("halyna@example.org")
    page = halyna.go("/teach/days/")
    halyna.follow("Усі заявки")
    halyna.look("applications", dark=True)
    halyna.follow(HOUSE)
    halyna.sees("Усіх організацій")
    halyna.follow("Кабінет організації")
    halyna.heading(HOUSE)
    halyna.sees("Уповноважена особа: Ткачук Оксана Леонідівна")
    expect(page.get_by_role("link", name="Назвати людей")).to_have_count(0)
    halyna.go("/teach/came-twice/")
    halyna.look("came-twice", dark=True)
