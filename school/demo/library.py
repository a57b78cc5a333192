"""The library's people, articles and research, in both languages, from content/library/pieces/."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail_footnotes.models import Footnote

from cms.library.enums import RESEARCH, PieceKind
from cms.library.models import ActPage, ArticlesPage, PeoplePage, PersonPage, PieceAuthor, PieceFile, PiecePage, ResearchPage, Topic
from courses.learning.models import Instructor

from . import content
from .blocks import body
from .courses import key_of
from .site import locales, publish

SECTIONS: dict[str, tuple[Any, dict[str, str], dict[str, str]]] = {
    "articles": (
        ArticlesPage,
        {"uk": "Статті й порадники", "en": "Articles and guides"},
        {
            "uk": "Аналітика, погляди й поради: одне запитання, одна відповідь, кілька хвилин читання.",
            "en": "Analysis, views and advice: one question, one answer, a few minutes of reading.",
        },
    ),
    "research": (
        ResearchPage,
        {"uk": "Дослідження", "en": "Research"},
        {
            "uk": "Звіти, дослідження й методики центру: як рахували, що з’ясували, дані для повторення.",
            "en": "Reports, studies and methods of the centre: how it was counted, what was found, data to repeat it.",
        },
    ),
}
PEOPLE = ({"uk": "Люди", "en": "People"}, {"uk": "Хто пише, викладає й відповідає.", "en": "Who writes, teaches and answers."})
_NOTE = re.compile(r"\[\^(\d+)\]")


def make_people(homes: dict[str, Any], instructors: dict[str, Instructor]) -> dict[str, dict[str, PersonPage]]:
    """A page for each trainer and for the centre, which signs what nobody wrote alone."""
    words = content.read("centre/settings.yaml")
    made: dict[str, dict[str, PersonPage]] = {}
    for code, home in homes.items():
        home.refresh_from_db()
        section = PeoplePage(
            title=PEOPLE[0][code], slug="people", summary=PEOPLE[1][code], locale=home.locale, translation_key=key_of("library", "people")
        )
        section = publish(home, section)
        for key, card in instructors.items():
            given, surname = _named(card, code)
            person = PersonPage(
                title=getattr(card, f"name_{code}"), given_name=given, family_name=surname,
                post=getattr(card, f"post_{code}"), about=f"<p>{getattr(card, f'bio_{code}')}</p>",
            )  # fmt: skip
            made.setdefault(key, {})[code] = _person(section, person, key)
        centre = PersonPage(title=words["name"][code], slug="centre", post=words["footer"][code])
        made.setdefault("centre", {})[code] = _person(section, centre, "centre")
    return made


def _named(card: Instructor, code: str) -> tuple[str, str]:
    given, _, surname = getattr(card, f"name_{code}").rpartition(" ")
    return given, surname


def _person(section: PeoplePage, person: PersonPage, key: str) -> PersonPage:
    person.locale, person.translation_key = section.locale, key_of("library", "people", key)
    section.refresh_from_db()
    return publish(section, person)


def make_pieces(libraries: dict[str, Any], people: dict[str, dict[str, PersonPage]]) -> None:
    found, sections = locales(), {}
    for slug, (model, titles, summaries) in SECTIONS.items():
        for code, library in libraries.items():
            library.refresh_from_db()
            page = model(title=titles[code], slug=slug, summary=summaries[code], locale=found[code], translation_key=key_of("library", slug))
            sections[slug, code] = publish(library, page)
    names = sorted(path.stem for path in content.path("library/pieces").glob("*.yaml"))
    for name in names:
        told = content.read(f"library/pieces/{name}.yaml")
        section = "research" if told["kind"] in RESEARCH else "articles"
        for code in content.LANGUAGES:
            sections[section, code].refresh_from_db()
            _piece(sections[section, code], name, told, code, people)


def _piece(section: Any, name: str, told: dict[str, Any], code: str, people: dict[str, dict[str, PersonPage]]) -> None:
    page = PiecePage(
        title=told["title"][code], slug=name, locale=section.locale, translation_key=key_of("library", "pieces", name),
        kind=PieceKind(told["kind"]), abstract=told["abstract"][code].strip(), keywords=", ".join(told.get("keywords", {}).get(code, [])),
        published_on=told["published"], licence=told["licence"],
        sources=[_source(row, code) for row in told.get("sources", [])],
        body=body(_noted(told["body"][code], name, code), f"library/pieces/{name}"),
    )  # fmt: skip
    page.topics = list(Topic.objects.filter(slug__in=told.get("topics", [])))
    page.authors = [PieceAuthor(person=people[key][code], name=people[key][code].title, sort_order=n) for n, key in enumerate(told["authors"])]
    notes = told.get("footnotes", {}).get(code, [])
    page.footnotes = [Footnote(uuid=_note(name, code, n), text=text, locale=section.locale, sort_order=n) for n, text in enumerate(notes, 1)]
    page.files = [
        PieceFile(document=_file(name, row, code), is_data=row["file"].endswith(".csv"), sort_order=n) for n, row in enumerate(told.get("data", []))
    ]
    publish(section, page)


def _source(row: dict[str, Any], code: str) -> dict[str, Any]:
    """An act that stands in our legal base is named by its number."""
    act = ActPage.objects.filter(number=row["act"], locale__language_code=code).first() if row.get("act") else None
    return {"type": "source", "value": {"text": row[code], "act": act.pk if act else None, "url": row.get("url", "")}}


def _note(name: str, code: str, number: int) -> uuid.UUID:
    return key_of("library", "pieces", name, code, str(number))


def _noted(value: Any, name: str, code: str) -> Any:
    """«[^1]» in the YAML becomes the mark that the page's footnote is found by."""
    if isinstance(value, dict):
        return {key: _noted(inner, name, code) for key, inner in value.items()}
    if isinstance(value, list):
        return [_noted(inner, name, code) for inner in value]
    if not isinstance(value, str):
        return value

    def mark(found: re.Match[str]) -> str:
        key = str(_note(name, code, int(found[1])))
        return f'<footnote id="{key}">[{key[:6]}]</footnote>'

    return _NOTE.sub(mark, value)


def _file(name: str, row: dict[str, Any], code: str) -> Document:
    raw = content.path(f"library/pieces/{name}/{row['file']}").read_bytes()
    document = Document(title=row["title"][code][:255])
    document.file.save(f"{name}-{row['file']}", ContentFile(raw), save=False)
    document.file_size = len(raw)
    document._set_document_file_metadata()
    document.save()
    return document
