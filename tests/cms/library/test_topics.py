"""A topic's page gathers what every room has on it, and is never a dead end."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.library.models import Topic, TopicsPage
from cms.library.topics.gathering import related
from courses.learning.models import CourseInstructor, CoursePage, Instructor
from tests.factories.learning import make_course, make_course_page
from tests.factories.library import glossary_page, make_term, section
from tests.reading import words_of

pytestmark = pytest.mark.django_db


def make_topic(slug: str, name: str, **fields: Any) -> Topic:
    return Topic.objects.create(slug=slug, name_uk=name, name_en=slug.replace("-", " ").capitalize(), **fields)


@pytest.fixture(autouse=True)
def pages() -> None:
    section(TopicsPage, "topics", title="Теми")
    section(TopicsPage, "topics", "en", "Topics")


def test_topics_stand_by_the_alphabet_with_what_they_are_about(client: Client) -> None:
    make_topic("e-services", "Є-послуги", about_uk="Про послуги.")
    make_topic("data", "Дані", about_uk="Про дані.")

    page = client.get("/library/topics/").content.decode()

    assert re.findall(r'<h2 class="title-l"><a href="([^"]+)">(.*?)</a>', page) == [
        ("/library/topics/data/", "Дані"),
        ("/library/topics/e-services/", "Є-послуги"),
    ]
    assert "Про послуги." in words_of(client.get("/library/topics/"))


def test_a_topic_gathers_courses_trainers_and_terms_each_once(client: Client) -> None:
    topic, other = make_topic("data", "Дані", about_uk="Числа влади."), make_topic("media", "Медіа")
    trainer = Instructor.objects.create(name_uk="Тарас Мельник", name_en="Taras Melnyk")
    for title, own in (("Відкриті дані", topic), ("Зйомка", other)):
        course = make_course(title=title)
        page = CoursePage.objects.get(translation_key=course.key)
        page.topics = [own]
        page.instructors = [CourseInstructor(instructor=trainer)] if own is topic else []
        page.save_revision().publish()
    glossary_page()
    make_term("набір даних", "data set").topics.set([topic])
    term = make_term("кадр", "frame")
    term.topics.set([other])
    term.save()
    for row in topic.terms.model.objects.all():
        row.topics.set([topic] if row.slug == "nabir-danykh" else [other])
        row.save()

    words = words_of(client.get("/library/topics/data/"))

    assert "Числа влади." in words
    assert "Відкриті дані" in words and "Зйомка" not in words
    assert words.count("Тарас Мельник") == 1
    assert "Набір даних" in words and "Кадр" not in words


def test_an_empty_topic_leads_to_the_others(client: Client) -> None:
    make_topic("empty", "Порожня")
    make_topic("data", "Дані")

    response = client.get("/library/topics/empty/")

    assert "За цією темою поки нічого немає" in words_of(response)
    assert '<a class="chip" href="/library/topics/data/">Дані</a>' in response.content.decode()
    assert client.get("/library/topics/nothing/").status_code == 404


def test_related_are_those_with_most_shared_terms_then_the_alphabet() -> None:
    own, near, far, aside = (make_topic(slug, name) for slug, name in (("a", "Я"), ("b", "Ю"), ("c", "Б"), ("d", "А")))
    term = make_term()
    term.topics.set([own, near])
    term.save()

    assert related(own) == [near, aside, far]


def test_english_readers_have_the_same_topic_under_the_same_name(client: Client, settings) -> None:
    make_topic("open-data", "Відкриті дані", about_en="Numbers of public bodies.")

    response = client.get("/en/library/topics/open-data/")

    assert "Numbers of public bodies." in words_of(response)
    assert f'hreflang="uk" href="{settings.PUBLIC_URL}/library/topics/open-data/"' in response.content.decode()


def test_a_course_leads_to_its_topics(client: Client) -> None:
    topic = make_topic("data", "Дані")
    page = make_course_page()
    page.topics = [topic]
    page.save_revision().publish()

    assert '<a class="chip" href="/library/topics/data/">Дані</a>' in client.get(page.url).content.decode()


def test_the_page_of_a_topic_asks_the_same_however_much_it_gathers(client: Client) -> None:
    topic = make_topic("data", "Дані")
    glossary_page()
    asked = []
    for number in range(3):
        term = make_term(f"термін {number}", f"term {number}")
        term.topics.set([topic])
        term.save()
        page = CoursePage.objects.get(translation_key=make_course().key)
        page.topics = [topic]
        page.save_revision().publish()
        client.get("/library/topics/data/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/library/topics/data/")
        asked.append(len(seen))

    assert asked[1] == asked[2] <= 30
