"""Editors write terms; two of one name are told of."""

from typing import Any

import pytest
from django.urls import reverse

from cms.library.glossary.saving import sharing_forms
from cms.library.models import Term
from tests.factories.library import make_term
from tests.reading import messages_of, words_of

pytestmark = pytest.mark.django_db

FIELDS = {
    "name_uk": "цифровий підпис",
    "name_en": "digital signature",
    "explanation_uk": "Дані, що додаються до документа.",
    "explanation_en": "Data added to a document.",
    "other_uk": "",
    "other_en": "",
    "source_uk": "",
    "source_en": "",
    "source_url": "",
}


def test_terms_sharing_a_form_are_found_in_whatever_form_they_are_written() -> None:
    one = make_term("електронний підпис", "e-signature", other_uk="цифрові підписи")
    two = make_term("цифровий підпис", "digital signature")
    three = make_term("цифровий документ", "digital document")

    assert sharing_forms(two) == [one]
    assert sharing_forms(three) == []


def test_an_editor_publishes_a_term_and_is_told_whom_it_meets(browser_of: Any, halyna: Any) -> None:
    make_term("електронний підпис", "electronic signature", other_uk="цифровий підпис")
    browser = browser_of(halyna)

    response = browser.post(reverse("wagtailsnippets_library_term:add"), {**FIELDS, "action-publish": "1"})

    term = Term.objects.get(slug="tsyfrovyi-pidpys")
    assert response.status_code == 302
    assert term.live is True
    assert term.marks["uk"][0][1][:2] == ["підпис", "підписам"]
    assert any("електронний підпис" in said and "лише один" in said for said in messages_of(response))


def test_a_draft_is_seen_in_the_preview_before_it_is_published(browser_of: Any, halyna: Any) -> None:
    browser = browser_of(halyna)
    address = reverse("wagtailsnippets_library_term:preview_on_add")

    assert browser.post(address, FIELDS).json()["is_valid"] is True
    page = words_of(browser.get(address))
    assert "Дані, що додаються до документа." in page
    assert "Data added to a document." in page


def test_whoever_may_not_edit_the_library_finds_no_glossary_in_the_editor(browser_of: Any, taras: Any) -> None:
    assert browser_of(taras).get(reverse("wagtailsnippets_library_term:add")).status_code == 302
