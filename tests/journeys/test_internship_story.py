"""The story of one day, acts 1–5: from the call to who has a place. The coordinator sits at a screen, people have telephones."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from .served import School
from .story import HALYNA, names_of, stands, told
from .visitor import Visitor

Come = Callable[..., Visitor]
IRYNA, REASON = told()["people"][0], told()["moved"]["reason"]
TERNOPIL = "Відділ роботи з документами"
ZHYTOMYR, KHMELNYTSKYI = "Відділ електронних сервісів", "Департамент цифрових послуг"


@pytest.mark.act(1)
def test_the_call_is_shown_with_its_rules(arrive: Come, day: str) -> None:
    halyna = arrive("wide", HALYNA)
    stands(halyna, day, 1)
    arrive("phone").wrong(f"/internships/days/{day}/", 404)
    page = halyna.page
    halyna.follow("Змінити")
    for name, value in (("capacity", "9"), ("per_city", "3"), ("confirm_hours", "24")):
        page.locator(f"#id_{name}").fill(value)
    for name in ("needs_approval", "shown"):
        page.locator(f"#id_{name}").check()
    page.get_by_role("button", name="Зберегти").click()
    expect(page.get_by_text("було оновлено").or_(page.get_by_text("оновлено")).first).to_be_visible()
    stands(halyna, day, 2)
    halyna.look("board")
    stranger = arrive("phone")
    stranger.go(f"/internships/days/{day}/")
    stranger.sees("9 місць із 9")
    stranger.look("call", dark=True)
    stranger.picture("story-call")


@pytest.mark.act(2)
def test_somebody_applies_the_superior_approves_and_a_head_asks_for_seats(arrive: Come, day: str, school: School) -> None:
    halyna = arrive("wide", HALYNA)
    stands(halyna, day, 2)
    iryna, superior = arrive("phone", IRYNA["email"]), f"hnatiuk.{day.lower()}@example.org"
    apply(iryna, day, superior)
    approve(arrive("phone"), school, superior)
    iryna.page.reload()
    iryna.sees("керівник погодив")
    iryna.look("application", dark=True)
    ask_for_seats(arrive("wide", "oksana@example.org"), day, "усі разом або ніхто")
    halyna.go(f"/teach/days/{day}/")
    halyna.sees("Вирішити: 1")
    school.manage("stage_story", "--others", day)
    stands(halyna, day, 3)


def apply(iryna: Visitor, day: str, superior: str) -> None:
    """By keyboard alone, from the page of the day to the answer."""
    page = iryna.go(f"/internships/days/{day}/")
    main = page.get_by_role("main")
    iryna.tab_to(main.get_by_role("link", name="Подати заявку"))
    page.keyboard.press("Enter")
    iryna.refused("Надіслати заявку")
    expect(page.get_by_role("alert")).to_be_visible()
    iryna.go(page.url)
    said = {
        "Чому Ви хочете приїхати": IRYNA["why"],
        "Що цікавить найбільше": IRYNA["topics"],
        "Що нам підготувати для Вас": IRYNA["needs"],
        "Ім’я Вашого керівника": IRYNA["superior"]["name"],
        "Електронна пошта керівника": superior,
    }
    for label, words in said.items():
        iryna.tab_to(page.get_by_label(label))
        page.keyboard.insert_text(words)
    iryna.look("apply")
    iryna.picture("story-apply")
    iryna.tab_to(main.get_by_role("button", name="Надіслати заявку"))
    page.keyboard.press("Enter")
    iryna.sees("Координатор розглядає Вашу заявку.")


def approve(roman: Visitor, school: School, address: str) -> None:
    """A mail scanner opens the link too: looking changes nothing."""
    link = school.link_in(address, "Погодьте участь", "/link/")
    roman.go(link)
    roman.go(link)
    roman.heading("просить")
    roman.look("superior", dark=True)
    roman.picture("story-superior")
    roman.press("Погодити")
    roman.heading("Ви погодили")
    roman.look("approved")


def ask_for_seats(head: Visitor, day: str, policy: str) -> None:
    page = head.go(f"/internships/days/{day}/")
    head.follow("Місця для")
    page.get_by_label("Місць").fill("3")
    page.get_by_label(policy).check()
    head.look("seats-asked")
    head.press("Попросити місця")
    head.sees("Запит у координатора.")


@pytest.mark.act(3)
def test_places_are_given_within_the_limits_and_others_wait(arrive: Come, day: str, school: School) -> None:
    halyna = arrive("wide", HALYNA)
    stands(halyna, day, 3)
    halyna.look("board", dark=True)
    halyna.picture("story-board")
    page = halyna.page
    page.get_by_role("button", name=f"Погодити ({ZHYTOMYR}").click()
    halyna.sees("Організація отримає листа.")
    for row in page.get_by_role("row").filter(has_text="керівник погодив").all():
        row.get_by_role("checkbox").check()
    halyna.press("Прийняти вибраних")
    halyna.sees("Готово: 6 заявок.")
    page.get_by_role("button", name=f"Погодити ({KHMELNYTSKYI}").click()
    page.get_by_role("checkbox", name="Білик").check()
    page.locator("#reason").fill("Керівниця не відпускає цього разу.")
    halyna.press("Відхилити вибраних")
    halyna.sees("Готово: 1 заявка.")
    names_people(arrive("phone", "honchar@example.org"), day, "svitlana")
    stands(halyna, day, 4)
    halyna.look("chosen")
    olha = arrive("phone", "romaniuk@example.org")
    my_application(olha, day)
    olha.sees("Усі місця для «Житомир» зайняті: їх 3.")
    olha.look("waits")


def names_people(head: Visitor, day: str, key: str) -> None:
    page = head.go(f"/internships/days/{day}/")
    head.follow("Місця для")
    for number, person in enumerate(names_of(key)):
        for label, name in (
            ("Прізвище", "surname"),
            ("Ім’я", "given_name"),
            ("По батькові", "patronymic"),
            ("Посада", "position"),
            ("Пошта", "email"),
        ):
            page.get_by_role("main").get_by_label(label).fill(person[name])
        if number == 1:
            head.look("name")
        head.press("Надати місце")
        expect(page.get_by_role("status")).to_contain_text(person["surname"])
    head.look("named")


def my_application(person: Visitor, day: str) -> str:
    """From the page of the day; the code of the application."""
    person.go(f"/internships/days/{day}/")
    person.follow("Моя заявка")
    return person.page.url.rstrip("/").rsplit("/", 1)[1]


@pytest.mark.act(4)
def test_the_day_is_moved_and_places_are_given_back(arrive: Come, day: str, school: School) -> None:
    halyna = arrive("wide", HALYNA)
    stands(halyna, day, 4)
    move(halyna)
    iryna = arrive("phone", IRYNA["email"])
    code = my_application(iryna, day)
    letter = school.letter(IRYNA["email"], "Перенесено", about=code)
    calendar = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    assert re.findall("METHOD:(.*)|SEQUENCE:(.*)", calendar.get_content().replace("\r", "")) == [("REQUEST", ""), ("", "1")]
    iryna.look("moved")
    for email in ("hrynko@example.org", "sokil@example.org"):
        give_back(arrive("phone", email), day)
    school.letter("oksana@example.org", "Звільнилися місця", about=day)
    stands(halyna, day, 5)


def move(halyna: Visitor) -> None:
    page = halyna.page
    halyna.follow("Перенести день")
    for label in ("Нова дата", "Останній день подання заявок"):
        field = page.get_by_label(label)
        field.fill(later(field.input_value()))
    page.get_by_label("Причина").fill(REASON)
    halyna.look("move")
    halyna.press("Побачити, що зміниться")
    halyna.sees("Перенести й надіслати 10 листів")
    halyna.look("move-preview", dark=True)
    halyna.picture("story-move")
    halyna.press("Перенести й надіслати 10 листів")
    halyna.sees("День перенесено.")


def later(said: str) -> str:
    day = date.fromisoformat(said) + timedelta(days=told()["moved"]["days"])
    return day.isoformat()


def give_back(person: Visitor, day: str) -> None:
    my_application(person, day)
    person.sees("Ви маєте місце.")
    person.follow("Скасувати заявку")
    person.heading("Скасувати заявку")
    person.look("withdraw")
    person.press("Скасувати заявку")
    person.sees("Вашу заявку скасовано.")


@pytest.mark.act(5)
def test_a_seat_goes_on_is_confirmed_and_the_group_that_waited_has_its_people(arrive: Come, day: str, school: School) -> None:
    halyna = arrive("wide", HALYNA)
    stands(halyna, day, 5)
    svitlana = arrive("phone", "honchar@example.org")
    svitlana.go(f"/internships/days/{day}/")
    svitlana.follow("Місця для")
    svitlana.press("Повернути одне")
    svitlana.sees("Повернено 1 місце.")
    olha = arrive("phone", "romaniuk@example.org")
    code = my_application(olha, day)
    olha.go(school.link_in("romaniuk@example.org", "Підтвердьте місце", "/confirm/", about=code))
    olha.look("confirm", dark=True)
    olha.picture("story-confirm")
    olha.press("Підтверджую")
    olha.sees("Ви маєте місце.")
    oksana = arrive("wide", "oksana@example.org")
    names_people(oksana, day, "oksana")
    oksana.picture("story-seats")
    stands(halyna, day, 6)
