"""Typography is added when a text is shown, and cannot break or run anything."""

from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe

from school.foundation.text import NBSP, WORD_JOINER, typo, typo_html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("у місті", f"у{NBSP}місті"),
        ("і в місті", f"і{NBSP}в{NBSP}місті"),
        ("від ради до людей", f"від{NBSP}ради до{NBSP}людей"),
        ("№ 55", f"№{NBSP}55"),
        ("18 год і 20 %", f"18{NBSP}год і{NBSP}20{NBSP}%"),
        ("2020 р. і ст. 5", f"2020{NBSP}р. і{NBSP}ст.{NBSP}5"),
        ("10 000 людей", f"10{NBSP}000 людей"),
        ("рада – це ми", f"рада{NBSP}– це{NBSP}ми"),
        ("Е-послуги", f"Е-{WORD_JOINER}послуги"),
        ("мова", "мова"),
        ("", ""),
    ],
)
def test_short_words_units_and_dashes_are_kept_together(text: str, shown: str) -> None:
    assert typo(text) == shown


def test_words_of_a_person_are_escaped_and_safe_markup_stays() -> None:
    assert typo("<b>у місті</b>") == f"&lt;b&gt;у{NBSP}місті&lt;/b&gt;"
    assert typo(mark_safe("<b>у місті</b>")) == f"<b>у{NBSP}місті</b>"


def test_attributes_of_a_tag_are_not_touched() -> None:
    assert typo_html('<a href="/x/" title="у місті">у місті</a>') == f'<a href="/x/" title="у місті">у{NBSP}місті</a>'
