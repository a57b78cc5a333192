"""Terms, topics and answered questions in the search: records of the library, read at the addresses of their section in each language."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from hashlib import sha256
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.search.page_sources import tags_of
from cms.search.plain import together
from cms.search.sources import Entry, Kind, Source, sources
from cms.search.waiting import want, want_all
from school.foundation.centre import words

from .models import GlossaryPage, QuestionsPage, ReaderQuestion, Term, Topic, TopicsPage

TERM, TOPIC = Kind("term", _("Glossary"), "quote", order=45), Kind("topic", _("Topics"), "list", order=46)
QUESTION = Kind("reader-question", _("Readers' questions"), "message-circle-question-mark", order=47)


def register() -> None:
    sources.register(Source("terms", _terms, _stamps_of_terms, kinds=[TERM]))
    sources.register(Source("topics", _topics, _stamps_of_topics, kinds=[TOPIC]))
    sources.register(Source("reader-questions", _questions, _stamps_of_questions, kinds=[QUESTION]))
    for model, source in (Term, "terms"), (Topic, "topics"), (ReaderQuestion, "reader-questions"):
        for signal in (post_save, post_delete):
            signal.connect(_changed(source), sender=model, weak=False, dispatch_uid=f"find-{source}-{id(signal)}")
    m2m_changed.connect(_changed("terms"), sender=Term.topics.through, weak=False, dispatch_uid="find-terms-topics")
    for section, stamps, source in (
        (GlossaryPage, _stamps_of_terms, "terms"),
        (TopicsPage, _stamps_of_topics, "topics"),
        (QuestionsPage, _stamps_of_questions, "reader-questions"),
    ):
        for signal in (page_published, page_unpublished, post_page_move):
            signal.connect(_all_changed(source, stamps), sender=section, weak=False, dispatch_uid=f"find-all-{source}-{id(signal)}")


def _changed(source: str) -> Any:
    def heard(sender: Any, instance: Any, **kwargs: Any) -> None:
        if isinstance(instance, Model) and isinstance(instance.pk, int):
            want(source, str(instance.pk))

    return heard


def _all_changed(source: str, stamps: Any) -> Any:
    """Every address begins with the section's: when that changes, all do."""

    def heard(sender: Any, **kwargs: Any) -> None:
        want_all((source, pk) for pk, _stamp in stamps())

    return heard


def _sections(model: Any) -> list[tuple[Any, str, dict[str, str]]]:
    pages = model.objects.live().select_related("locale")
    return [(page, page.locale.language_code, tags_of(page)) for page in pages]


def _terms(ids: Collection[str]) -> Iterator[Entry]:
    rows = list(Term.objects.live().filter(pk__in=ids).prefetch_related("topics"))
    for page, language, tags in _sections(GlossaryPage):
        for term in rows:
            said = term.said(language)
            yield Entry(
                object=str(term.pk), language=language, kind=TERM.name, title=said["name"], url=page.address_of(term), tags=tags,
                text=together(", ".join(said["others"]), said["explanation"], said["source"]), topics=_named(term.topics.all(), language),
            )  # fmt: skip


def _stamps_of_terms() -> Iterator[tuple[str, str]]:
    for pk, changed in Term.objects.live().values_list("pk", "changed_at"):
        yield str(pk), changed.isoformat()


def _topics(ids: Collection[str]) -> Iterator[Entry]:
    rows = list(Topic.objects.filter(pk__in=ids))
    for page, language, tags in _sections(TopicsPage):
        for topic in rows:
            yield Entry(
                object=str(topic.pk), language=language, kind=TOPIC.name, title=words(topic, "name", language),
                text=words(topic, "about", language), url=page.address_of(topic), tags=tags, topics=_named([topic], language),
            )  # fmt: skip


def _stamps_of_topics() -> Iterator[tuple[str, str]]:
    for row in Topic.objects.values_list("pk", "slug", "name_uk", "name_en", "about_uk", "about_en"):
        yield str(row[0]), "|".join(map(str, row))


def _questions(ids: Collection[str]) -> Iterator[Entry]:
    """In a language in which there are words of it; never the asker's name or address."""
    rows = list(ReaderQuestion.objects.published().filter(pk__in=ids).select_related("topic"))
    for page, language, tags in _sections(QuestionsPage):
        for row in rows:
            answer = getattr(row, f"answer_{language}")
            if answer:
                yield Entry(
                    object=str(row.pk), language=language, kind=QUESTION.name, title=words(row, "title", language), url=page.address_of(row), tags=tags,
                    text=together(words(row, "asked", language), answer), topics=_named([row.topic] if row.topic else [], language),
                    year=row.published_at.year if row.published_at else None,
                )  # fmt: skip


def _stamps_of_questions() -> Iterator[tuple[str, str]]:
    for pk, published, title_uk, title_en, answer_uk, answer_en in ReaderQuestion.objects.published().values_list(
        "pk", "published_at", "title_uk", "title_en", "answer_uk", "answer_en"
    ):
        yield str(pk), f"{published}|{_hash(title_uk, title_en, answer_uk, answer_en)}"


def _hash(*said: str) -> str:
    return sha256("\n".join(said).encode()).hexdigest()[:32]


def _named(topics: Any, language: str) -> dict[str, str]:
    return {topic.slug: words(topic, "name", language) for topic in topics}
