"""Articles and people where readers look: the search, a topic, the home page; acts among sources."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail_footnotes.models import Footnote

from cms.library.acts.citing import cited_by
from cms.library.models import PieceFile
from cms.library.pieces.findable import describe_person, describe_piece
from cms.library.pieces.shelves import home_shelf, topic_shelf
from tests.factories.acts import make_act_page
from tests.factories.pieces import make_author, make_piece, make_topic

pytestmark = pytest.mark.django_db


def test_the_search_reads_text_notes_and_files_and_not_the_marks() -> None:
    key = uuid4()
    body = [{"type": "text", "value": f'<p>Рада відповідає<footnote id="{key}">[{str(key)[:6]}]</footnote>.</p>', "id": str(uuid4())}]
    page = make_piece(body=body, keywords="запит", topics=[make_topic()], authors=[make_author()])
    page.footnotes = [Footnote(uuid=key, text="<p>Стаття 20.</p>", locale=page.locale)]
    document = Document.objects.create(title="Строки", file=ContentFile("строк;дні", name="terms.csv"))
    page.files = [PieceFile(document=document, is_data=True)]
    page.save_revision().publish()

    told = describe_piece(page)

    assert "Рада відповідає." in told["text"] and "Стаття 20." in told["text"] and str(key)[:6] not in told["text"]
    assert (told["year"], told["topics"], told["context"]) == (2026, {"open-data": "Відкриті дані"}, "Тарас Мельник")
    assert told["files"] == (document.pk,)


def test_a_person_is_found_by_what_they_do() -> None:
    assert describe_person(make_author(post="аналітик", about="<p>Читає <b>рішення</b></p>"))["text"] == "аналітик\nЧитає рішення"


def test_a_topic_shows_its_pieces_in_the_reader_s_language() -> None:
    topic = make_topic()
    make_piece("Українська", topics=[topic])
    make_piece("English", topics=[topic], language="en")
    make_piece("Інша тема")

    shelf = topic_shelf(topic, "uk")

    assert [piece.title for piece in shelf.items] == ["Українська"] and shelf.url == "/library/articles/?topic=open-data"
    assert topic_shelf(make_topic("media", "Медіа", "Media"), "uk") is None


def test_the_home_page_leads_into_the_library(client) -> None:
    for number in range(4):
        make_piece(f"Стаття {number}")

    shelf = home_shelf(None, "uk")
    html = client.get("/").content.decode()

    assert (len(shelf.items), shelf.total, shelf.url) == (3, 4, "/library/")
    assert ">Стаття 3</a>" in html and ">Стаття 0</a>" not in html


def test_an_act_chosen_as_a_source_is_cited_and_its_end_is_said(client) -> None:
    act = make_act_page(status="lapsed", title="Про підпис")
    source = {"type": "source", "value": {"text": "Про <підпис>: Закон № 852-IV", "act": act.pk, "url": ""}, "id": str(uuid4())}
    page = make_piece(sources=[source])

    html = client.get(page.url).content.decode()

    assert cited_by(page) == {(act.translation_key, None)}
    assert f'href="{act.url}"' in html and "Про &lt;підпис&gt;: Закон № 852-IV" in html and "втратив чинність" in html
