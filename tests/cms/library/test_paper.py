"""The PDF of an article: tagged, whole, drawn once a revision, with nothing fetched from anywhere."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from pypdf import PdfReader
from wagtail.images.models import Image
from wagtail_footnotes.models import Footnote

from cms.library.pieces import paper
from tests.factories.pieces import make_author, make_piece

pytestmark = pytest.mark.django_db

SVG = b'<?xml version="1.0" encoding="utf-8"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20"><rect width="40" height="20" fill="#9a1b1f"/></svg>'


def pdf_of(client, page) -> PdfReader:
    answer = client.get(f"{page.url}pdf/")
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content))


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def _drawings(reader: PdfReader) -> list[bytes]:
    streams = [page.get_contents().get_data() for page in reader.pages]
    for page in reader.pages:
        streams += [found.get_object().get_data() for found in (page["/Resources"].get("/XObject") or {}).values()]
    return streams


def test_the_paper_holds_text_notes_sources_and_how_to_cite(client) -> None:
    key = uuid4()
    body = [{"type": "text", "value": f'<p>Рада відповідає<footnote id="{key}">[x]</footnote>.</p>', "id": str(uuid4())}]
    page = make_piece(authors=[make_author()], body=body, sources=[{"type": "source", "value": {"text": "Закон № 2939-VI", "url": ""}}])
    page.footnotes = [Footnote(uuid=key, text="<p>Стаття 20.</p>", locale=page.locale)]
    page.save_revision().publish()

    reader = pdf_of(client, page)

    told = words_of(reader)
    for sentence in ("Рада відповідає", "Стаття 20.", "Закон № 2939-VI", "ДСТУ 8302:2015"):
        assert sentence in told, sentence
    assert reader.metadata.title == page.title and reader.metadata.author == "Тарас Мельник"
    root = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "uk"


def test_it_is_drawn_once_a_revision_and_old_ones_go(client, monkeypatch) -> None:
    page = make_piece()
    drawn: list[int] = []
    draw = paper.draw
    monkeypatch.setattr(paper, "draw", lambda piece: drawn.append(piece.latest_revision_id) or draw(piece))

    pdf_of(client, page)
    pdf_of(client, page)
    page.title = "Нова назва"
    page.save_revision().publish()
    told = words_of(pdf_of(client, page))

    assert len(drawn) == 2 and "Нова назва" in told
    assert len([name for name in storages["default"].listdir(paper.FOLDER)[1] if name.startswith(f"{page.pk}-")]) == 1


def test_pictures_of_the_site_are_in_the_paper_and_others_are_not_fetched(client) -> None:
    image = Image(title="Схема")
    image.file.save("scheme.svg", ContentFile(SVG, name="scheme.svg"), save=False)
    image.save()
    figure = {"type": "figure", "value": {"image": image.pk, "alt": "Схема", "caption": "Підпис"}, "id": str(uuid4())}
    away = {"type": "text", "value": '<p>Текст <img src="https://elsewhere.example/x.png" alt=""></p>', "id": str(uuid4())}
    page = make_piece(body=[figure, away])

    reader = pdf_of(client, page)

    assert "Підпис" in words_of(reader)
    assert b"0.603922 0.105882 0.121569 rg" in b"".join(drawn for drawn in _drawings(reader))  # the red of the drawing


def test_a_note_stands_at_the_foot_of_the_page_that_marks_it(client) -> None:
    early, late = uuid4(), uuid4()
    long = "".join(f"<p>Абзац {number} про строки відповіді ради на запит про публічну інформацію.</p>" for number in range(60))
    html = f'<p>Перше<footnote id="{early}">[x]</footnote>.</p>{long}<p>Друге<footnote id="{late}">[y]</footnote>, знову<footnote id="{early}">[x]</footnote>.</p>'
    page = make_piece(body=[{"type": "text", "value": html, "id": str(uuid4())}])
    page.footnotes = [
        Footnote(uuid=early, text="<p>Рання примітка</p>", locale=page.locale),
        Footnote(uuid=late, text="<p>Пізня примітка</p>", locale=page.locale),
    ]
    page.save_revision().publish()

    texts = [one.extract_text() for one in pdf_of(client, page).pages]

    assert "Рання примітка" in texts[0] and "Пізня примітка" not in texts[0]
    assert sum("Рання примітка" in text for text in texts) == sum("Пізня примітка" in text for text in texts) == 1
