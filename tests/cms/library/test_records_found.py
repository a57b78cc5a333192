"""Terms, topics and published questions are found in every form of a word; what is no longer published is not."""

from typing import Any

import pytest

from cms.library.models import QuestionsPage, Topic, TopicsPage
from cms.library.questions.answering import answer_question, take_off
from cms.library.questions.asking import ask_centre
from cms.search.indexing import index_entry
from cms.search.querying import search
from cms.search.sources import PUBLIC
from tests.factories.library import glossary_page, make_term, section

pytestmark = pytest.mark.django_db


def found(text: str, language: str = "uk") -> list[tuple[str, str]]:
    return [(hit.kind.name, hit.url) for hit in search(text, tags={PUBLIC}, language=language).hits]


def test_a_term_is_found_by_any_name_in_either_language_and_a_draft_is_not() -> None:
    glossary_page()
    glossary_page("en")
    term = make_term("електронний підпис", "electronic signature", other_uk="КЕП")
    index_entry("terms", str(term.pk))

    assert found("електронним підписом") == [("term", "/library/glossary/elektronnyi-pidpys/")]
    assert found("кеп") == [("term", "/library/glossary/elektronnyi-pidpys/")]
    assert found("electronic signatures", "en") == [("term", "/en/library/glossary/elektronnyi-pidpys/")]

    term.unpublish()
    index_entry("terms", str(term.pk))
    assert found("електронним підписом") == []


def test_a_topic_leads_to_its_page() -> None:
    section(TopicsPage, "topics")
    topic = Topic.objects.create(slug="data", name_uk="Відкриті дані", name_en="Open data", about_uk="Таблиці влади.")
    index_entry("topics", str(topic.pk))

    assert found("відкритих даних") == [("topic", "/library/topics/data/")]


def test_an_answer_is_found_while_it_is_published_and_the_asker_never(olena: Any, halyna: Any) -> None:
    section(QuestionsPage, "questions")
    question = ask_centre(user=olena, name="Секретна", email="", topic=None, text="Де статут?", may_publish=True, language="uk")
    words = {"title_uk": "Де шукати статут громади?", "asked_uk": "Де статут?", "answer_uk": "На сайті ради."}
    question = answer_question(question=question, words=words, actor=halyna, publish=True)
    index_entry("reader-questions", str(question.pk))

    assert found("статуту громади") == [("reader-question", "/library/questions/de-shukaty-statut-hromady/")]
    assert found("секретна") == []

    take_off(question=question, actor=halyna)
    index_entry("reader-questions", str(question.pk))
    assert found("статуту громади") == []
