"""Parts of a page that are made once for everybody."""

from __future__ import annotations

from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from school.foundation.memo import remember

KEPT = Template("{% load kept %}{% kept part 1 version %}{{ words }}{% endkept %}")


def shown(words: str, version: int, *, preview: bool = False) -> str:
    request = RequestFactory().get("/")
    request.is_preview = preview
    return KEPT.render(Context({"request": request, "words": words, "version": version}))


def test_a_part_is_given_back_while_its_version_stays():
    assert [shown("old", 1), shown("new", 1)] == ["old", "old"]


def test_a_part_is_made_anew_for_a_new_version():
    assert [shown("old", 1), shown("new", 2)] == ["old", "new"]


def test_each_language_has_a_part_of_its_own():
    shown("слова", 1)
    with override("en"):
        assert shown("words", 1) == "words"


def test_a_preview_shows_the_draft_and_leaves_nothing_to_others():
    shown("published", 1)
    assert shown("draft", 1, preview=True) == "draft"
    assert shown("whatever", 1) == "published"


def test_remembering_a_version_forgets_the_one_before():
    assert [remember("name", lambda n=n: n, version=n) for n in (1, 2, 1)] == [1, 2, 1]
