"""A trainer makes a course in Wagtail, corrects it while people learn, and sees how far each is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .editor import add_question, explore, new_page, publish, save, see_preview, type_in, write_text
from .learner import read_on
from .visitor import Visitor

Come = Callable[..., Visitor]


def test_trainer_makes_a_course_and_corrects_it_while_people_learn(visitor: Come, width: str) -> None:
    title = f"Відкрита рада, {width}"
    taras = visitor("taras@example.org")
    address = make_course(taras, title)
    run = open_a_run(visitor("halyna@example.org"), title)
    olena = visitor("olena@example.org")
    begin(olena, address)
    correct(taras, title)
    loses_nothing(olena, run)
    sees_who_learns(taras, title)


def make_course(taras: Visitor, title: str) -> str:
    index = explore(taras, "/", "/courses/")
    page = new_page(taras, "learning/coursepage", index, title, "Як читати рішення своєї ради.")
    page.fill("[name=hours]", "4")
    course = save(page)
    page = new_page(taras, "learning/modulepage", course, "Рішення ради", "Де шукати й як читати.")
    module = save(page)
    page = new_page(taras, "assessment/testpage", module, "Підсумковий тест", "Два запитання.")
    test = save(page)
    add_question(taras, test, "Хто ухвалює бюджет громади?", "Рада на сесії", "Виконавчий комітет")
    add_question(taras, test, "Коли оприлюднюють проєкт рішення?", "До розгляду", "Після ухвалення")
    lessons = [make_lesson(taras, module, name, words) for name, words in LESSONS]
    put_last(taras, module, "Підсумковий тест")
    for number in (course, module, *lessons, test):
        publish(taras.go(f"/cms/pages/{number}/edit/"))
    page = taras.go(f"/cms/pages/{course}/edit/")
    address = page.locator(f"a[href*='/courses/'][href*='{page.locator('[name=slug]').input_value()}']").first.get_attribute("href")
    assert address
    taras.go(address)
    taras.heading(title.split(",")[0])
    taras.look("course")
    return address


LESSONS = [("Порядок денний", "Порядок денний показує, про що говоритимуть на сесії."), ("Проєкт рішення", "Проєкт рішення має автора й додатки.")]


def make_lesson(taras: Visitor, module: str, name: str, words: str) -> str:
    page = new_page(taras, "learning/lessonpage", module, name, "Короткий урок.")
    write_text(page, words)
    number = save(page)
    see_preview(taras.go(f"/cms/pages/{number}/edit/"), words)
    return number


def put_last(taras: Visitor, module: str, name: str) -> None:
    """Move the test under the lessons, by keyboard."""
    page = taras.go(f"/cms/pages/{module}/")
    handle = page.locator("tr", has_text=name).locator(".w-orderable__item__handle")
    if handle.count() == 0:
        page = taras.go(f"/cms/pages/{module}/?ordering=ord")
    for place, _lesson in enumerate(LESSONS, 1):
        handle.press("ArrowDown")
        expect(page.locator("tr .title-wrapper").nth(place)).to_have_text(name)
    with page.expect_response(re.compile("set_position")):
        handle.press("Enter")
    page.reload()
    titles = page.locator("tr .title-wrapper").all_inner_texts()
    assert [row.strip() for row in titles] == [*(name for name, _words in LESSONS), name]


def open_a_run(halyna: Visitor, title: str) -> str:
    page = halyna.go("/teach/")
    halyna.look("runs")
    halyna.follow(title)
    halyna.look("report")
    halyna.follow("Відкрити групу")
    page.fill("[name=name_uk]", "Перша")
    page.fill("[name=enrolment_opens]", "2026-01-01")
    page.fill("[name=starts]", "2026-01-01")
    halyna.look("open-run")
    halyna.press("Відкрити групу")
    halyna.heading("Перша")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def begin(olena: Visitor, address: str) -> None:
    olena.go(address)
    olena.follow("Записатися")
    olena.press("Записатися")
    olena.heading(LESSONS[0][0])
    read_on(olena)
    olena.heading(LESSONS[1][0])


def correct(taras: Visitor, title: str) -> None:
    page = taras.go("/teach/")
    page.locator("a[href*='/teach/courses/']", has_text=title).click()
    taras.follow("Редагувати сторінки")
    page.locator("td a", has_text="Рішення ради").first.click()
    page.wait_for_load_state()
    module = explored(page.url)
    page = taras.go(f"/cms/pages/{module}/")
    page.locator("td a", has_text=LESSONS[1][0]).first.click()
    type_in(page, " Додатки читають першими.")
    publish(page)


def explored(url: str) -> str:
    found = re.search(r"/cms/pages/(\d+)/", url)
    assert found, url
    return found[1]


def loses_nothing(olena: Visitor, run: str) -> None:
    page = olena.page
    page.reload()
    olena.sees("Додатки читають першими.")
    olena.sees(LESSONS[1][1])
    olena.look("corrected-lesson")
    olena.go("/my/")
    expect(page.locator("tr", has_text="Відкрита рада").first).to_contain_text(re.compile(r"1\sіз\s3"))
    olena.go(f"/learn/{run}/")
    olena.heading(LESSONS[1][0])


def sees_who_learns(taras: Visitor, title: str) -> None:
    page = taras.go("/teach/")
    page.locator("tr", has_text=title).get_by_role("link").first.click()
    expect(page.locator("tr", has_text="Коваленко Олена Василівна")).to_contain_text(re.compile(r"1\sіз\s3"))
    taras.look("run")
    taras.follow("Коваленко Олена Василівна")
    taras.look("person")


@pytest.mark.parametrize("width", ["wide"], indirect=True)
def test_lesson_people_learn_with_is_not_deleted(visitor: Come) -> None:
    taras = visitor("taras@example.org")
    module = explore(taras, "/", "/courses/", "/courses/e-governance/", "/courses/e-governance/digital-council/")
    page = taras.go(f"/cms/pages/{module}/")
    page.locator("td a[href$='/edit/']").first.click()
    number = explored(page.url)
    taras.go(f"/cms/pages/{number}/delete/")
    expect(page.get_by_text("Краще зніміть її з публікації")).to_be_visible()
