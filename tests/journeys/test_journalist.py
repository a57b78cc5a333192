"""A journalist registers, learns, comes back, passes and holds the certificate."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from .learner import answer, answer_all, answers_of, enrol_on, plain, read_on, read_to_the_test
from .visitor import Visitor

COURSE, RUN = "e-tools-for-journalists", "У своєму темпі"
SECRET = "тихий дощ над Бугом"
Come = Callable[..., Visitor]


def test_journalist_from_registration_to_certificate(visitor: Come, width: str) -> None:
    email = f"yurii-{width}@example.org"
    person = visitor()
    register(person, email)
    confirm(person, email)
    fill_in_profile(person)
    enrol_on(person, COURSE, RUN)
    person.look("lesson", dark=True)
    first = [read_on(person) for _step in range(2)]
    stopped = plain(person.page.get_by_role("heading", level=1).inner_text())
    person = come_back(visitor, email, stopped)
    read = [*first, *read_to_the_test(person)]
    assert len(read) == 6
    person.look("test", dark=True)
    fail_the_test(person)
    pass_the_test(person)
    receive_the_certificate(person, email)
    set_a_new_password(visitor(), email)


def register(person: Visitor, email: str) -> None:
    page = person.go("/accounts/signup/")
    person.look("registration")
    page.fill("[name=email]", email)
    page.fill("[name=password1]", "123456")
    person.refused("Зареєструватися")
    expect(page.locator("[name=email]")).to_have_value(email)
    person.sees("Пароль занадто короткий")
    person.look("registration-refused")
    page.fill("[name=password1]", SECRET)
    person.press("Зареєструватися")
    person.sees(email)


def confirm(person: Visitor, email: str) -> None:
    path = person.school.link_in(email, "Підтвердьте", "/accounts/confirm-email/")
    person.go(path)
    person.look("confirm")
    person.press("Так, підтверджую")
    person.page.wait_for_url("**/my/profile/")
    person.expected.add(410)
    person.go(path)
    person.heading("Адресу вже підтверджено")
    person.expected.clear()


def fill_in_profile(person: Visitor) -> None:
    page = person.go("/my/profile/")
    page.locator("[name=surname]").press_sequentially("Згурський")
    page.locator("[name=given_name]").press_sequentially("Юрій")
    page.fill("[name=patronymic]", "Ігорович")
    expect(page.locator("[name=surname_latin]")).to_have_value("Zghurskyi")
    expect(page.locator("[name=given_name_latin]")).to_have_value("Yurii")
    page.get_by_label("Журналіст").check()
    page.fill("[name=organisation]", "Газета «Подільський вісник громади»")
    page.fill("[name=position]", "Кореспондент")
    page.locator("[name=city]").select_option(label="Вінниця")
    person.refused("Зберегти")
    person.sees("Без Вашої згоди")
    expect(page.locator("[name=surname]")).to_have_value("Згурський")
    person.look("profile")
    page.locator("[name=consent]").check()
    person.press("Зберегти")
    person.sees("Збережено")


def come_back(visitor: Come, email: str, stopped: str) -> Visitor:
    """Next week, in another browser: one press leads to where they stopped."""
    person = visitor()
    person.sign_in(email, SECRET)
    person.go("/my/")
    person.look("dashboard", dark=True)
    person.follow("Продовжити")
    person.heading(stopped.split(":")[0])
    return person


def fail_the_test(person: Visitor) -> None:
    person.press("Почати тест")
    answer_all(person, answers_of(COURSE), wrongly=True)
    person.press("Здати")
    person.sees("Тест ще не складено.")
    person.look("result-failed")


def pass_the_test(person: Visitor) -> None:
    right, page = answers_of(COURSE), person.page
    person.press("Скласти ще раз")
    person.look("question")
    first = page.url
    answer(person, right)
    chosen = page.locator("label.choice:has(:checked)").first.inner_text()
    person.press("Зберегти й далі")
    page.wait_for_url(lambda url: url != first)
    page.go_back()
    expect(page.locator("label.choice:has(:checked)").first).to_contain_text(chosen)
    page.go_forward()
    answer_all(person, right)
    person.look("review")
    person.press("Здати")
    person.sees("Тест складено.")
    person.look("result", dark=True)
    page.goto(first)
    person.sees("відповіді в ній лишаються")
    person.follow("До кінця курсу")
    person.look("finished")


def receive_the_certificate(person: Visitor, email: str) -> None:
    letter = person.school.letter(email, "Ваш сертифікат")
    body = letter.get_body(("plain",))
    assert body is not None
    page = person.go("/my/certificates/")
    person.look("my-certificates")
    with page.expect_download() as coming:
        person.follow("Завантажити PDF")
    data = coming.value.path().read_bytes()
    assert data.startswith(b"%PDF-")
    text = plain(PdfReader(io.BytesIO(data)).pages[0].extract_text())
    assert "Згурський Юрій Ігорович" in text
    assert "Yurii Zghurskyi" in text
    number = coming.value.suggested_filename.removesuffix(".pdf")
    assert number in text
    assert number in body.get_content()


def set_a_new_password(person: Visitor, email: str) -> None:
    page = person.go("/accounts/password/reset/")
    page.fill("[name=email]", email)
    person.press("Надіслати посилання")
    path = person.school.link_in(email, "пароль", "/accounts/password/reset/key/")
    person.go(path)
    person.look("new-password")
    for field in ("password1", "password2"):
        page.fill(f"[name={field}]", SECRET + " знову")
    person.press("Зберегти пароль")
    page.wait_for_load_state()
    person.sign_in(email, SECRET + " знову")
    person.go("/my/")
    person.heading("Моє навчання")


@pytest.mark.parametrize("width", ["phone"], indirect=True)  # once: the limit counts for everyone at this address
def test_wrong_password_gets_a_sentence_and_many_are_stopped(visitor: Come, width: str) -> None:
    person = visitor()
    page = person.go("/accounts/login/")
    for _try in range(6):
        page.fill("[name=login]", f"nobody-{width}@example.org")
        page.fill("[name=password]", "не той пароль")
        person.refused("Увійти")
    person.sees("Забагато спроб")
    person.look("sign-in-refused")
