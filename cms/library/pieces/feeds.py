"""Feeds of pieces: Atom and JSON Feed 1.1, of all, of a kind or of a topic."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from school.foundation.calendar import KYIV
from school.foundation.centre import centre, words

from ..citing.items import portal_name
from ..enums import PieceKind
from ..models import PiecePage, Topic
from .head import address_of
from .listing import listed

NEWEST = 30


def chosen(query: Any) -> tuple[str, QuerySet[PiecePage]]:
    """Heading and pieces, newest first; an unknown kind or topic is not found."""
    language = get_language() or "uk"
    heading, pieces = portal_name(language), PiecePage.objects.live().filter(locale__language_code=language)
    if kind := query.get("kind"):
        if kind not in PieceKind.values:
            raise Http404
        heading, pieces = f"{heading}: {PieceKind(kind).label}", pieces.filter(kind=kind)
    if slug := query.get("topic"):
        topic = Topic.objects.filter(slug=slug).first()
        if topic is None:
            raise Http404
        heading, pieces = f"{heading}: {words(topic, 'name')}", pieces.filter(topics=topic)
    return heading, listed(pieces).select_related("locale").order_by("-published_on", "-pk")[:NEWEST]


class PiecesFeed(Feed):
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> tuple[str, list[PiecePage]]:
        heading, pieces = chosen(request.GET)
        return heading, list(pieces)

    def title(self, found: tuple[str, list[PiecePage]]) -> str:
        return found[0]

    def link(self) -> str:
        return f"{settings.PUBLIC_URL}{reverse('pieces:atom')}"

    def subtitle(self) -> str:
        return _("Articles and research of %(name)s") % {"name": words(centre(), "name")}

    def items(self, found: tuple[str, list[PiecePage]]) -> list[PiecePage]:
        return found[1]

    def item_title(self, item: PiecePage) -> str:
        return item.title

    def item_description(self, item: PiecePage) -> str:
        return item.abstract

    def item_link(self, item: PiecePage) -> str:
        return address_of(item)

    def item_author_name(self, item: PiecePage) -> str:
        return ", ".join(author.signed for author in item.authors.all())

    def item_pubdate(self, item: PiecePage) -> datetime:
        return _moment(item)

    def item_updateddate(self, item: PiecePage) -> datetime:
        return item.last_published_at or _moment(item)

    def item_categories(self, item: PiecePage) -> list[str]:
        return [words(topic, "name") for topic in item.topics.all()]


def json_feed(request: HttpRequest) -> JsonResponse:
    heading, pieces = chosen(request.GET)
    rows = [
        {
            "id": address_of(piece),
            "url": address_of(piece),
            "title": piece.title,
            "summary": piece.abstract,
            "content_text": piece.abstract,
            "date_published": _moment(piece).isoformat(),
            "authors": [{"name": author.signed} for author in piece.authors.all()],
            "tags": [words(topic, "name") for topic in piece.topics.all()],
            "language": piece.locale.language_code,
        }
        for piece in pieces
    ]
    told = {"version": "https://jsonfeed.org/version/1.1", "title": heading, "language": get_language(), "items": rows}
    address = f"{settings.PUBLIC_URL}{request.get_full_path()}"
    return JsonResponse(told | {"feed_url": address}, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


def _moment(piece: PiecePage) -> datetime:
    """The day's noon in Kyiv: the day is the same for every reader of a feed."""
    return datetime.combine(piece.published_on, time(12), tzinfo=KYIV).astimezone(UTC)
