"""Editions are taken once, in their order; an article keeps its key through all of them."""

from datetime import date

import pytest

from cms.library.acts.editions import current_edition
from cms.library.models import Edition
from school.foundation.history import history_of
from school.foundation.refusing import Refusal
from tests.factories.acts import FIRST, SECOND, make_act, make_edition

pytestmark = pytest.mark.django_db


def test_an_article_keeps_its_key_and_anchor_through_editions() -> None:
    act = make_act()
    before = {row.number: row.key for row in act.articles.all()}
    make_edition(act, SECOND + "\n### Стаття 6-1. Печатка\nПечатка теж.", dated=date(2020, 1, 1))

    after = {row.number: row.key for row in act.articles.all()}
    assert {number: after[number] for number in before} == before
    assert [row.anchor for row in act.articles.all()] == ["st-5", "st-6", "st-6-1"]


def test_a_change_names_the_articles_whose_words_differ() -> None:
    act = make_act()
    edition = make_edition(act, dated=date(2020, 1, 1))

    assert [row.number for row in edition.change.articles.all()] == ["5"]
    assert sorted(event.verb for event in history_of(act)) == ["change_act", "publish_act", "take_edition", "take_edition"]


def test_taking_the_same_again_gives_the_edition_there_is() -> None:
    act = make_act()
    one = make_edition(act, dated=date(2020, 1, 1))
    two = make_edition(act, dated=date(2020, 1, 1))

    assert (one, Edition.objects.filter(act=act).count()) == (two, 2)


def test_an_edition_that_begins_in_future_is_not_in_force_yet() -> None:
    act = make_act()
    make_edition(act, dated=date(2999, 1, 1))

    assert current_edition(act).number == 1


@pytest.mark.parametrize(
    ("text", "told", "code"),
    [
        (SECOND, {"dated": date(2020, 1, 1), "source": " "}, "no_source"),
        (SECOND, {}, "no_date"),
        (SECOND, {"dated": date(2019, 1, 1)}, "out_of_order"),
        ("слова", {"dated": date(2021, 1, 1)}, "not_understood"),
    ],
)
def test_an_edition_is_refused_with_a_reason_and_nothing_is_written(text, told, code) -> None:
    act = make_act()
    make_edition(act, FIRST + "\n### Стаття 7.\nСлова.", dated=date(2019, 6, 1))

    with pytest.raises(Refusal) as refused:
        make_edition(act, text, **told)

    assert (refused.value.code, act.editions.count()) == (code, 2)
