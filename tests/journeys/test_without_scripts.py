"""Someone whose browser runs no scripts registers, learns, passes and holds a certificate all the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .learner import answer_all, answers_of, enrol_on, read_to_the_test
from .visitor import Visitor

COURSE, RUN = "e-tools-for-journalists", "У своєму темпі"
EMAIL, SECRET = "halia-without-scripts@example.org", "стежка понад ставом"
Come = Callable[..., Visitor]


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_course_is_taken_without_scripts_from_registration_to_certificate(visitor: Come) -> None:
    person = visitor(java_script_enabled=False)
    register(person)
    fill_in_profile(person)
    enrol_on(person, COURSE, RUN)
    read_to_the_test(person)
    pass_the_test(person)
    find_the_certificate(person)


def register(person: Visitor) -> None:
    page = person.go("/accounts/signup/")
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password1]", SECRET)
    person.press("Зареєструватися")
    person.go(person.school.link_in(EMAIL, "Підтвердьте", "/accounts/confirm-email/"))
    person.press("Так, підтверджую")
    page.wait_for_url("**/my/profile/")


def fill_in_profile(person: Visitor) -> None:
    """The Latin spelling is left to the school: by resolution 55."""
    page = person.page
    page.fill("[name=surname]", "Щербухіна")
    page.fill("[name=given_name]", "Ґалаґанія")
    page.get_by_label("Студент").check()
    page.locator("[name=city]").select_option(label="Вінниця")
    page.locator("[name=consent]").check()
    person.press("Зберегти")
    person.sees("Збережено")
    person.go("/my/profile/")
    expect(page.locator("[name=surname_latin]")).to_have_value("Shcherbukhina")
    expect(page.locator("[name=given_name_latin]")).to_have_value("Galaganiia")


def pass_the_test(person: Visitor) -> None:
    """The first answer is changed after going back: the last one counts."""
    right, page = answers_of(COURSE), person.page
    person.press("Почати тест")
    answer_all(person, right)
    page.get_by_role("main").get_by_role("link", name="Запитання 1").click()
    expect(page.locator("label.choice:has(:checked)").first).to_be_visible()
    answer_all(person, right)
    person.press("Здати")
    person.sees("Тест складено.")
    person.follow("До кінця курсу")


def find_the_certificate(person: Visitor) -> None:
    person.school.letter(EMAIL, "Ваш сертифікат")
    page = person.go("/my/certificates/")
    address = page.get_by_role("main").get_by_role("link", name="Сторінка перевірки").get_attribute("href")
    assert address
    code = address.rstrip("/").rsplit("/", 1)[1]
    page = person.go("/verify/")
    page.locator("main input[name=code]").fill(code.lower())
    person.press("Перевірити")
    person.heading("Сертифікат справжній і чинний")
    person.sees("Щербухіна Ґалаґанія")
