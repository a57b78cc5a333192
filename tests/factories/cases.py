"""Cases in the library, published as an editor publishes them."""

from __future__ import annotations

from itertools import count
from typing import Any

from cms.library.models import CasePage, CaseResult, CasesPage, LibraryIndexPage
from tests.factories.learning import home
from tests.factories.pages import publish

_numbers = count(1)


def cases_page(language: str = "uk") -> CasesPage:
    found = CasesPage.objects.filter(locale__language_code=language).first()
    if found is not None:
        return found
    parent = home(language)
    library = LibraryIndexPage(title="Бібліотека" if language == "uk" else "Library", slug="library", locale=parent.locale)
    other = LibraryIndexPage.objects.first()
    if other is not None:
        library.translation_key = other.translation_key
    publish(parent, library)
    page = CasesPage(title="Міні-кейси" if language == "uk" else "Mini-cases", slug="cases", locale=parent.locale)
    twin = CasesPage.objects.first()
    if twin is not None:
        page.translation_key = twin.translation_key
    return publish(library, page)


def make_case(*, language: str = "uk", topics: Any = (), results: list[dict[str, Any]] | None = None, **fields: Any) -> CasePage:
    parent = cases_page(language)
    number = next(_numbers)
    said = {
        "title": f"Кейс {number}", "slug": f"case-{number}", "summary": "Коротко про кейс.", "is_example": True, "city_name_uk": "Зелений Яр", "city_name_en": "Zelenyi Yar",
        "oblast": "UA-05", "year": 2022, "instrument": "queue", "outcome": "worked", "problem": "<p>Черга.</p>", "done": "<p>Запис.</p>", "locale": parent.locale,
    }  # fmt: skip
    if "city" in fields:
        said |= {"is_example": False, "city_name_uk": "", "city_name_en": "", "oblast": ""}
    page = CasePage(**{**said, **fields})
    page.topics = list(topics)
    page.results = [CaseResult(**row) for row in results or []]
    parent.refresh_from_db()
    return publish(parent, page)
