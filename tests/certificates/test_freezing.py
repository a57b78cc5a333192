from __future__ import annotations

from decimal import Decimal

import pytest

from certificates.freezing import credits_of
from certificates.models import Certificate
from school.accounts.models import Profile
from tests.factories.certificates import make_certificate, make_holder, make_house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def test_every_fact_that_law_wants_is_frozen() -> None:
    frozen = make_certificate().frozen
    assert {name: frozen[name] for name in ("centre", "edrpou", "full_name", "latin_name", "what", "what_kind", "form", "hours", "ects")} == {
        "centre": "Муніципально-громадський центр «Е-урядування»",
        "edrpou": "12345678",
        "full_name": "Їжакевич Ґалина Євгеніївна",
        "latin_name": "Galyna Yizhakevych",
        "what": "Основи е-урядування та е-демократії",
        "what_kind": "навчальний курс",
        "form": "дистанційно",
        "hours": "18",
        "ects": "0.6",
    }
    assert (frozen["hours_per_credit"], frozen["period"], frozen["result"]) == (30, "7 – 30 вересня 2026 року", "зараховано")
    assert frozen["signatories"] == [{"name": "Галина Бондар", "post": "координаторка Школи"}]


def test_lines_say_numbers_as_ukrainian_writes_them() -> None:
    facts = {label: value for label, value, _note in make_certificate().frozen["print"]["facts"]}
    assert facts == {
        "Вид і форма": "навчальний курс, дистанційно",
        "Академічних годин": "18",
        "Кредитів ЄКТС": "0,6",
        "Навчання": "7 – 30 вересня 2026 року",
        "Результат": "зараховано",
    }


def test_certificate_of_an_english_learner_is_in_both_languages() -> None:
    said = make_certificate(language="en").frozen["print"]
    assert (said["name"], said["other_name"]) == ("Galyna Yizhakevych", "Їжакевич Ґалина Євгеніївна")
    assert (said["title"], said["second_title"]) == ("Certificate", "Сертифікат")
    assert said["second"] == "Цей сертифікат одержує Їжакевич Ґалина Євгеніївна за успішне завершення курсу «Основи е-урядування та е-демократії»"


def test_later_changes_of_profile_and_centre_change_nothing_issued() -> None:
    found = make_certificate(make_holder(surname="Кравчук"))
    before = Certificate.objects.get(pk=found.pk).frozen
    Profile.objects.update(surname="Інша")
    make_house(name_uk="Інший центр", hours_per_credit=10)
    assert Certificate.objects.get(pk=found.pk).frozen == before


@pytest.mark.parametrize(("hours", "per", "credits"), [("18", 30, "0.6"), ("60", 30, "2"), ("1.5", 30, "0.1"), ("1", 30, "0.03"), ("45", 25, "1.8")])
def test_credits_are_hours_by_the_centres_setting(hours: str, per: int, credits: str) -> None:
    assert credits_of(Decimal(hours), per) == credits


def test_person_without_a_patronymic_has_no_gap_in_the_name() -> None:
    assert make_certificate(make_holder(patronymic="")).frozen["full_name"] == "Їжакевич Ґалина"


def test_learner_enrolled_late_at_night_finishes_on_the_kyiv_day() -> None:
    from datetime import datetime

    from school.foundation.calendar import KYIV

    found = make_certificate(completed_at=datetime(2026, 10, 1, 0, 10, tzinfo=KYIV))
    assert found.frozen["ends"] == "2026-10-01"
