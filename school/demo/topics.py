"""Topics of the demo and the section that shows them."""

from __future__ import annotations

from typing import Any

from cms.library.models import Topic, TopicsPage

from . import content
from .site import add_section

TITLE = {"uk": "Теми", "en": "Topics"}
SUMMARY = {
    "uk": "Усе, що є в Школі з однієї теми: курси, акти, приклади міст, терміни, люди.",
    "en": "Everything the School has on one topic: courses, acts, examples of cities, terms, people.",
}


def make_topics(library: dict[str, Any]) -> None:
    for slug, told in content.read("library/topics.yaml").items():
        said = {f"{field}_{code}": told[field][code] for field in ("name", "about") for code in content.LANGUAGES}
        Topic.objects.update_or_create(slug=slug, defaults=said)
    add_section(TopicsPage, "topics", TITLE, SUMMARY, library)
