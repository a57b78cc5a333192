"""Pieces on other rooms' pages: the newest at home, those of a topic."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms.pages.addresses import page_url
from cms.pages.shelves import Shelf

from ..models import ArticlesPage, LibraryIndexPage, PiecePage, Topic
from .listing import listed

SHOWN = 3


def home_shelf(subject: Any, language: str) -> Shelf | None:
    library = LibraryIndexPage.objects.filter(locale__language_code=language).live().first()
    return _shelf(PiecePage.objects.all(), language, page_url(library)) if library is not None else None


def topic_shelf(topic: Topic, language: str) -> Shelf | None:
    section = ArticlesPage.objects.filter(locale__language_code=language).live().first()
    return _shelf(PiecePage.objects.filter(topics=topic), language, f"{page_url(section)}?topic={topic.slug}" if section is not None else "")


def _shelf(pieces: QuerySet[PiecePage], language: str, url: str) -> Shelf | None:
    found = pieces.filter(locale__language_code=language, live=True).order_by("-published_on", "-pk")
    total = found.count()
    if not total:
        return None
    return Shelf("pieces", _("Articles and research"), list(listed(found)[:SHOWN]), total, url, template="library/parts/pieces_shelf.html")
