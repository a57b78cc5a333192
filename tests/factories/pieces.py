"""Pieces of the library as an editor publishes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from cms.library.enums import PieceKind
from cms.library.models import ArticlesPage, PeoplePage, PersonPage, PieceAuthor, PiecePage, ResearchPage, Topic

from . import library as rooms
from .internships import section
from .pages import publish


def make_topic(slug: str = "open-data", uk: str = "Відкриті дані", en: str = "Open data") -> Topic:
    return Topic.objects.get_or_create(slug=slug, defaults={"name_uk": uk, "name_en": en})[0]


def articles(language: str = "uk") -> ArticlesPage:
    return rooms.section(ArticlesPage, "articles", language, "Статті")


def research(language: str = "uk") -> ResearchPage:
    return rooms.section(ResearchPage, "research", language, "Дослідження")


def make_author(name: str = "Тарас Мельник", language: str = "uk", **fields: Any) -> PersonPage:
    people = section(PeoplePage, "people", language)
    given, _, family = name.rpartition(" ")
    return publish(people, PersonPage(**{"title": name, "given_name": given, "family_name": family, "locale": people.locale, **fields}))


def make_piece(
    title: str = "Відповідь за п’ять днів", *, authors: list[PersonPage | str] | None = None, topics: list[Topic] | None = None, language: str = "uk", **fields: Any
) -> PiecePage:  # fmt: skip
    """Signed by a bare name unless told otherwise; research goes under «Research»."""
    kind = fields.setdefault("kind", PieceKind.ANALYSIS)
    parent = research(language) if kind in ResearchPage.kinds else articles(language)
    parent.refresh_from_db()
    page = PiecePage(**{"title": title, "abstract": "Про строки.", "published_on": date(2026, 3, 14), "locale": parent.locale, **fields})
    page.topics = topics or []
    signed = authors if authors is not None else ["Ірина Левчук"]
    page.authors = [PieceAuthor(person=one, name=one.title) if isinstance(one, PersonPage) else PieceAuthor(name=one) for one in signed]
    return publish(parent, page)
