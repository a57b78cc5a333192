"""Everything of a topic, from whatever room; and where a topic is read, for whoever names it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.pages.addresses import page_url
from cms.pages.shelves import Shelf, shelf
from school.foundation.alphabet import by_alphabet, ordered
from school.foundation.centre import words
from school.foundation.memo import remember

from ..models import GlossaryPage, Term, Topic, TopicsPage

NEAR = 6  # topics that are shown beside one
ON_A_SHELF = 12


def gathered(page: TopicsPage, topic: Topic) -> dict[str, Any]:
    language = page.locale.language_code
    about = words(topic, "about", language)
    return {
        "topic": topic,
        "about": about,
        "shelves": list(shelf.gather("topic", topic, language).values()),
        "near": [{"title": near.title, "url": page.address_of(near)} for near in related(topic)],
        "json_ld": {
            "@context": "https://schema.org",
            "@type": "CollectionPage",
            "name": topic.title,
            "description": about,
            "inLanguage": language,
            "url": settings.PUBLIC_URL + page.address_of(topic),
        },
    }


def related(topic: Topic) -> list[Topic]:
    """Those that share most terms first, then the rest by the alphabet: never empty while there is another topic."""
    shared = Count("terms", filter=Q(terms__topics=topic, terms__live=True), distinct=True)
    others = Topic.objects.exclude(pk=topic.pk).annotate(shared=shared)
    return list(others.order_by(F("shared").desc(), *by_alphabet(f"name_{get_language() or 'uk'}"))[:NEAR])


def topic_links(topics: Iterable[Topic]) -> list[dict[str, str]]:
    """Topics with the addresses of their pages in the reader's language; without one where there is no such page."""
    language = get_language() or "uk"
    here = remember(f"topics:{language}", lambda: _address(language))
    return [{"title": topic.title, "url": f"{here}{topic.slug}/" if here else ""} for topic in topics]


def _address(language: str) -> str:
    page = TopicsPage.objects.live().filter(locale__language_code=language).first()
    return page_url(page) if page else ""


def terms_shelf(topic: Topic, language: str) -> Shelf | None:
    page = GlossaryPage.objects.live().filter(locale__language_code=language).first()
    terms = sorted(Term.objects.live().filter(topics=topic), key=lambda term: ordered(getattr(term, f"name_{language}")))
    if page is None or not terms:
        return None
    items = [{"title": term.title, "url": page.address_of(term)} for term in terms[:ON_A_SHELF]]
    return Shelf("terms", _("In the glossary"), items, len(terms), page_url(page), template="components/shelf.html")
