"""Cases in the library, published as an editor publishes them."""

from __future__ import annotations

from itertools import count
from typing import Any

from cms.library.cases.drafting import begin_by_mail, begin_draft, save_draft
from cms.library.cases.submitting import submit_case
from cms.library.models import CasePage, CaseResult, CasesPage, CaseSubmission, LibraryIndexPage
from school.accounts.models import User
from tests.factories.accounts import city
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


TOLD = {
    "title": "Як ми скоротили чергу", "organisation": "Хмільницька міська рада", "year": 2024, "instrument": "queue", "outcome": "partly",
    "problem": "Люди чекали 74 хвилини.", "done": "Поставили термінал.\n\nНавчили людей.", "contact_role": "ЦНАП, керівник", "contact_email": "tsnap@example.org",
}  # fmt: skip


def told(**changes: Any) -> dict[str, Any]:
    return {**TOLD, "city": city(), **changes}


def make_draft(author: User | None = None, *, email: str = "rada@example.org", data: dict[str, Any] | None = None) -> CaseSubmission:
    """Written as far as an editor needs, by account or, without an author, by a link."""
    draft = begin_draft(user=author, language="uk") if author is not None else begin_by_mail(email=email, language="uk")
    return save_draft(submission=draft, data=told() if data is None else data, actor=author, holder="" if author else email)


def make_sent(author: User | None = None, **options: Any) -> CaseSubmission:
    return submit_case(submission=make_draft(author, **options), agrees=True, actor=author)
