"""The committed set of queries, asked of ours and of Wagtail's own search over the same pages."""

from __future__ import annotations

from pathlib import Path

from django.db import DatabaseError, transaction
from wagtail.models import Page

from cms.search import vocabulary
from cms.search.indexing import rebuild
from cms.search.querying import search
from cms.search.sources import PUBLIC
from courses.learning.findable import COORDINATE
from school.demo import content, courses, people, site, topics

FILE = Path(__file__).with_name("queries.txt")
FIRST = 10


def queries() -> list[tuple[str, str]]:
    """(query, wanted title)"""
    rows, title = [], ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            rows.append((line.strip(), title))
        elif not line.startswith("#"):
            title = line.strip()
    return rows


def make_corpus() -> None:
    """The demo's pages and courses in both languages, indexed by us and, as they were published, by Wagtail."""
    homes = site.make_homes()
    sections = site.make_sections(homes)
    site.make_centre_pages(homes)
    topics.make_topics(sections["library"])
    cards = list(people.make_instructors({}).values())[:2]
    for slug in content.course_slugs():
        courses.make_course(slug, sections["courses"], cards, [])
    rebuild()
    vocabulary.forget_loaded()  # another test’s words


def names_of(wanted: str) -> set[str]:
    """A page is the same page in either language."""
    keys = Page.objects.filter(title=wanted).values("translation_key")
    return set(Page.objects.filter(translation_key__in=keys).values_list("title", flat=True)) | {wanted}


def ours(query: str) -> set[str]:
    return {hit.title for hit in search(query, tags={PUBLIC, COORDINATE}, language="uk", size=FIRST).hits}


def wagtails(query: str) -> set[str]:
    """Its SQLite search breaks on a quotation mark: that counts as nothing found."""
    try:
        with transaction.atomic():
            return {page.title for page in Page.objects.live().search(query)[:FIRST]}
    except DatabaseError:
        return set()
