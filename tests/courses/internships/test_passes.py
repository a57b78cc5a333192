"""A pass says one day and one application, and nobody else can write one."""

from __future__ import annotations

import pytest

from courses.internships.applying import accept_application, withdraw_application
from courses.internships.days import cancel_day
from courses.internships.models import Application
from courses.internships.passes import PassRefused, examine_pass, pass_text, read_pass
from tests.factories.internships import make_application, make_day

pytestmark = pytest.mark.django_db
QR_CAPITALS = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@pytest.fixture
def accepted() -> Application:
    return accept_application(application=make_application(day=make_day()), actor=None)


def refused(application: Application, text: str) -> tuple[str, str]:
    with pytest.raises(PassRefused) as caught:
        examine_pass(day=application.day, text=text)
    return caught.value.code, str(caught.value)


def test_pass_lets_into_its_day_in_any_letter_case(accepted: Application) -> None:
    text = pass_text(accepted)
    assert examine_pass(day=accepted.day, text=text) == accepted
    assert examine_pass(day=accepted.day, text=f"  {text.lower()}\n") == accepted


def test_pass_is_short_and_of_the_signs_a_dense_qr_code_holds(accepted: Application) -> None:
    text = pass_text(accepted)
    assert set(text) <= QR_CAPITALS
    assert len(text) == len("PASS1:") + 10 + 1 + 10 + 1 + 103
    assert (text.startswith("PASS1:"), read_pass(text)) == (True, (accepted.day.code, accepted.code))


def test_pass_is_written_in_one_way_to_its_last_sign(accepted: Application) -> None:
    text = pass_text(accepted)
    others = [text[:-1] + sign for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" if sign != text[-1]]
    assert {refused(accepted, other)[0] for other in others} == {"forged"}


@pytest.mark.parametrize("change", [lambda text: text[:30], lambda text: text[:-20] + "!" * 20, lambda text: text + "======"])
def test_changed_pass_is_forged(accepted: Application, change) -> None:
    assert refused(accepted, change(pass_text(accepted)))[0] in ("forged", "unreadable")


def test_pass_with_another_code_under_the_same_signature_is_forged(accepted: Application) -> None:
    other = make_application(day=accepted.day)
    text = pass_text(accepted).replace(accepted.code, other.code)
    assert refused(accepted, text) == ("forged", "Перепустка підроблена або пошкоджена: підпис не сходиться.")


@pytest.mark.parametrize("text", ["", "https://example.org/v/1234", "PASS1", "PASS2:A:B:C", "🙂" * 50, "PASS1:::" + "A" * 103])
def test_what_is_no_pass_is_refused_in_words(accepted: Application, text: str) -> None:
    assert refused(accepted, text)[0] in ("unreadable", "forged")


def test_pass_of_another_day_names_its_date(accepted: Application) -> None:
    other = accept_application(application=make_application(day=make_day(in_days=20)), actor=None)
    assert refused(accepted, pass_text(other)) == ("another_day", f"Ця перепустка на інший день: {other.day.date:%d.%m.%Y}.")


def test_pass_of_a_withdrawn_application_says_so(accepted: Application) -> None:
    text = pass_text(accepted)
    withdraw_application(application=accepted, actor=accepted.user)
    assert refused(accepted, text) == ("withdrawn", "За цією перепусткою немає місця: скасовано.")


def test_pass_of_a_cancelled_day_says_so(accepted: Application) -> None:
    day = cancel_day(day=accepted.day, actor=None, reason="Немає світла.")
    with pytest.raises(PassRefused, match="Цей день скасовано"):
        examine_pass(day=day, text=pass_text(accepted))
