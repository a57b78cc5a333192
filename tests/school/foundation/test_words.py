"""Codes, Latin letters, days, typography."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from school.foundation.calendar import deadline, last_day, nearness, span_words
from school.foundation.codes import ALPHABET, fold_code, new_code
from school.foundation.text import typo
from school.foundation.transliteration import slugify_uk, transliterate

PAIRS = """Алушта Alushta; Борщагівка Borshchahivka; Вінниця Vinnytsia; Гадяч Hadiach; Ґалаґан Galagan; Згурський Zghurskyi; Згорани Zghorany;
Розгон Rozghon; Єнакієве Yenakiieve; Гаєвич Haievych; Короп’є Koropie; Їжакевич Yizhakevych; Кадиївка Kadyivka; Мар’їне Marine; Йосипівка Yosypivka;
Стрий Stryi; Олексій Oleksii; Юрій Yurii; Корюківка Koriukivka; Яготин Yahotyn; Костянтин Kostiantyn; Знам’янка Znamianka; Феодосія Feodosiia;
Щербухи Shcherbukhy; Гоща Hoshcha; Кам’янець-Подільський Kamianets-Podilskyi; Лук’янівка Lukianivka; Наталія Nataliia; ЗГУРСЬКИЙ ZGHURSKYI"""


@pytest.mark.parametrize(("uk", "latin"), [pair.split() for pair in PAIRS.replace("\n", " ").split(";")])
def test_resolution_55_is_followed(uk, latin):
    assert transliterate(uk) == latin


def test_slugs_are_latin():
    assert slugify_uk("Основи е-урядування: «перші» кроки") == "osnovy-e-uriaduvannia-pershi-kroky"


def test_codes_have_no_letters_that_look_like_others():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert set("".join(codes)) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize("typed", ["abcd-0123", "АBСD 0123", "abcdoi23", "ABCD–OL23"])
def test_a_code_is_read_through_case_spaces_and_look_alikes(typed):
    assert fold_code(typed) == "ABCD0123"


def test_a_deadline_is_over_at_midnight_in_kyiv_in_winter_and_summer():
    assert deadline(date(2026, 1, 5)) == datetime(2026, 1, 5, 22, tzinfo=UTC)
    assert deadline(date(2026, 7, 5)) == datetime(2026, 7, 5, 21, tzinfo=UTC)
    assert last_day(deadline(date(2026, 10, 25))) == date(2026, 10, 25)


def test_spans_say_each_month_once():
    with override("uk"):
        assert span_words(date(2026, 9, 7), date(2026, 9, 30), year=True) == "7 – 30 вересня 2026 року"


@pytest.mark.django_db
def test_nearness_is_counted_in_kyiv_days(monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 5, 5, 21, 30, tzinfo=UTC))  # 6 May, half past midnight in Kyiv
    with override("en"):
        assert nearness(date(2026, 5, 6)) == "today"
        assert nearness(date(2026, 5, 5)) == "yesterday"
        assert nearness(date(2026, 5, 16)) == "in 10 days"


def test_typography_keeps_short_words_and_units_together_and_escapes():
    assert typo("дані в місті – 18 годин") == "дані в\u00a0місті\u00a0– 18 годин"
    assert typo("е-урядування") == "е-\u2060урядування"
    assert typo("<script>") == "&lt;script&gt;"
