"""An article: what a reader sees, what machines are told, who wrote it, what to read next."""

from __future__ import annotations

import json
import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from wagtail_footnotes.models import Footnote

from cms.library.enums import Licence, PieceKind
from cms.library.models import PiecePage
from cms.library.pieces.presenting import minutes_of
from cms.library.pieces.related import related_to
from tests.factories.pieces import articles, make_author, make_piece, make_topic

pytestmark = pytest.mark.django_db


def text(*paragraphs: str) -> list[dict]:
    return [{"type": "text", "value": "".join(f"<p>{one}</p>" for one in paragraphs), "id": str(uuid4())}]


def html_of(client: Client, page: PiecePage) -> str:
    return client.get(page.url).content.decode()


def test_a_reader_sees_who_wrote_it_when_and_under_which_licence(client) -> None:
    page = make_piece(authors=[make_author(), "Редакція"], body=text("Рада відповідає."), licence=Licence.BY_SA, revised_on=date(2026, 5, 1))

    html = html_of(client, page)

    assert '<a rel="author" href="/people/taras-melnyk/">Тарас Мельник</a>, Редакція' in html
    assert "14 березня 2026 року" in html
    assert "оновлено 1 травня" in html
    assert '<a rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>' in html


def test_footnotes_are_numbered_as_met_and_lead_back_to_each_mark(client) -> None:
    first, second = uuid4(), uuid4()
    marks = f'Перше<footnote id="{second}">[x]</footnote>, друге<footnote id="{first}">[y]</footnote>, знову<footnote id="{second}">[x]</footnote>'
    page = make_piece(body=text(marks))
    page.footnotes = [Footnote(uuid=first, text="<p>Закон</p>", locale=page.locale), Footnote(uuid=second, text="<p>Статут</p>", locale=page.locale)]
    page.save_revision().publish()

    html = html_of(client, page)

    notes = re.findall(r'<li id="footnote-(\d)">\s*<div class="rich"><p>(\w+)</p>', html)
    assert notes == [("1", "Статут"), ("2", "Закон")]
    assert re.findall(r'href="#footnote-source-(\d-\d)"', html) == ["1-1", "1-2", "2-1"]
    assert [f'id="footnote-source-{mark}"' in html for mark in ("1-1", "1-2", "2-1")] == [True, True, True]


def test_a_mark_whose_footnote_is_gone_leaves_no_trace(client) -> None:
    page = make_piece(body=text(f'Перше<footnote id="{uuid4()}">[ab12]</footnote>.'))

    html = html_of(client, page)

    assert "Перше." in html and "ab12" not in html


def test_scholars_programs_find_title_authors_date_and_pdf(client) -> None:
    page = make_piece(authors=[make_author(), "Редакція"], keywords="запит, строк")

    html = html_of(client, page)
    tags = re.findall(r'<meta name="((?:citation|DC)[^"]*)" content="([^"]*)">', html)

    assert ("citation_author", "Мельник, Тарас") in tags and ("citation_author", "Редакція") in tags
    assert ("citation_publication_date", "2026/03/14") in tags
    assert [value.endswith("/library/articles/vidpovid-za-piat-dniv/pdf/") for name, value in tags if name == "citation_pdf_url"] == [True]
    assert ("DC.date", "2026-03-14") in tags and ("DC.subject", "строк") in tags


def test_json_ld_cannot_be_closed_by_a_title(client) -> None:
    page = make_piece('Закон </script><script>alert("1")</script>', slug="law")

    html = html_of(client, page)

    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    told = [json.loads(block) for block in blocks]
    assert [one["headline"] for one in told if one.get("@type") == "Article"] == ['Закон </script><script>alert("1")</script>']
    assert '<script>alert("1")' not in html


def test_what_to_read_next_is_nearest_by_topic_and_never_nothing() -> None:
    near, far = make_topic(), make_topic("media", "Медіа", "Media")
    page = make_piece("Набори даних", topics=[near])
    shares_topic = make_piece("Реєстр наборів", topics=[near], published_on=date(2020, 1, 1))
    newest = make_piece("Інтерв’ю телефоном", topics=[far], published_on=date(2026, 9, 1))
    older = make_piece("Світло в кадрі", topics=[far], published_on=date(2026, 8, 1))

    assert [one.pk for one in related_to(page)] == [shares_topic.pk, newest.pk, older.pk]


def test_the_first_piece_has_nothing_to_lead_to(client) -> None:
    assert "Читати далі" not in html_of(client, make_piece())


def test_a_draft_and_another_language_are_not_offered() -> None:
    page = make_piece("Перша")
    make_piece("Друга").unpublish()
    make_piece("English", language="en")

    assert related_to(page) == []


def test_reading_time_counts_words_and_not_marks() -> None:
    page = make_piece(body=text(" ".join(["слово"] * 540)))

    assert minutes_of(page) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_an_article_do_not_grow_with_its_parts(client, count, django_assert_max_num_queries) -> None:
    people = [make_author(f"Олена Коваленко{'а' * n}") for n in range(count)]
    topics = [make_topic(f"t{n}", f"Тема {n}", f"Topic {n}") for n in range(count)]
    page = make_piece(authors=list(people), topics=topics, body=text("Текст."))
    for number in range(count):
        make_piece(f"Інша {number}", topics=topics, authors=list(people))
    client.get(page.url)

    with django_assert_max_num_queries(22):
        client.get(page.url)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_list_do_not_grow_with_it(client, count, django_assert_max_num_queries) -> None:
    for number in range(count):
        make_piece(f"Стаття {number}", topics=[make_topic()], authors=[make_author(f"Олена Ткач{'а' * number}")])
    page = articles()
    client.get(page.url)

    with django_assert_max_num_queries(14):
        client.get(page.url)


def test_a_list_is_narrowed_by_kind_topic_author_and_year(client) -> None:
    make_piece("Порада", kind=PieceKind.GUIDE, topics=[make_topic()], published_on=date(2025, 2, 1), authors=["Олена Ткач"])
    make_piece("Аналіз", published_on=date(2026, 2, 1))
    page = articles()

    for query in ("kind=guide", "topic=open-data", "author=Олена+Ткач", "year=2025", "q=пОРАД"):
        html = client.get(f"{page.url}?{query}").content.decode()
        assert (">Порада</a>" in html, ">Аналіз</a>" in html) == (True, False), query
    html = client.get(f"{page.url}?kind=nonsense&year=<script>").content.decode()
    assert ">Порада</a>" in html and ">Аналіз</a>" in html


def test_a_person_has_what_they_wrote_in_the_page_s_language(client) -> None:
    author = make_author()
    make_piece("Перша", authors=[author])
    make_piece("Чужа")

    html = client.get(author.url).content.decode()

    assert ">Перша</a>" in html and "Чужа" not in html


def test_a_name_stays_when_the_person_s_page_goes(client) -> None:
    author = make_author()
    page = make_piece(authors=[author])
    author.delete()

    assert "Тарас Мельник" in html_of(client, page)
