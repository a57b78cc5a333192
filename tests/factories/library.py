"""The library's front door, its sections and pieces, published."""

from __future__ import annotations

from typing import Any

from cms.library.models import GlossaryPage, LibraryIndexPage, Term
from tests.factories.learning import home
from tests.factories.pages import publish


def library(language: str = "uk") -> LibraryIndexPage:
    found = LibraryIndexPage.objects.filter(locale__language_code=language).first()
    if found is not None:
        return found
    parent = home(language)
    return publish(parent, LibraryIndexPage(title="Бібліотека", slug="library", locale=parent.locale))


def section(model: Any, slug: str, language: str = "uk", title: str = "Розділ") -> Any:
    found = model.objects.filter(locale__language_code=language).first()
    if found is not None:
        return found
    parent = library(language)
    first = model.objects.first()
    page = model(title=title, slug=slug, locale=parent.locale, **({"translation_key": first.translation_key} if first else {}))
    return publish(parent, page)


def glossary_page(language: str = "uk") -> GlossaryPage:
    return section(GlossaryPage, "glossary", language, "Словник")


def make_term(name_uk: str = "електронний документ", name_en: str = "electronic document", **fields: Any) -> Term:
    said = {"explanation_uk": f"Що таке {name_uk}.", "explanation_en": f"What {name_en} is.", **fields}
    term = Term(name_uk=name_uk, name_en=name_en, **said)
    term.full_clean()
    term.save()
    return term
