"""How to cite: the words of two styles, and files that reference managers read back."""

from __future__ import annotations

from datetime import date

import bibtexparser
import pytest
import rispy

from cms.library.citing import citations, items
from cms.library.citing.citations import citations_of
from cms.library.enums import PieceKind
from tests.factories.pieces import make_author, make_piece

pytestmark = pytest.mark.django_db

WHERE = "http://127.0.0.1:8000/library/articles/vidpovid-za-piat-dniv/"


@pytest.fixture(autouse=True)
def today(monkeypatch, settings) -> None:
    monkeypatch.setattr(items, "kyiv_today", lambda: date(2026, 11, 5))
    settings.PUBLIC_URL = "http://127.0.0.1:8000"


def cited(page, style: str) -> str:
    return {row["name"]: row["html"] for row in citations_of(page)}[style]


def test_two_people_by_the_ukrainian_standard_and_by_apa() -> None:
    page = make_piece(authors=[make_author("Тарас Мельник"), make_author("Галина Бондар")])

    assert cited(page, "ДСТУ 8302:2015") == (
        f"Мельник Т., Бондар Г. Відповідь за п’ять днів. <i>Школа</i>. 2026. URL: {WHERE} (дата звернення: 05.11.2026)."
    )
    assert cited(page, "APA 7") == f"Мельник, Т., &amp; Бондар, Г. (2026, березень 14). <i>Відповідь за п’ять днів</i>. Школа. {WHERE}"


def test_with_four_authors_the_ukrainian_reference_begins_with_the_title() -> None:
    names = ["Тарас Мельник", "Галина Бондар", "Олена Ткач", "Іван Сірко"]
    page = make_piece(authors=[make_author(name) for name in names], kind=PieceKind.REPORT)

    assert cited(page, "ДСТУ 8302:2015").startswith("Відповідь за п’ять днів : аналітичний звіт / Т. Мельник та ін. <i>Школа</i>. 2026.")


def test_an_organisation_signs_whole() -> None:
    page = make_piece(authors=[make_author("Центр", family_name="", given_name="")])

    assert cited(page, "ДСТУ 8302:2015").startswith("Центр. Відповідь за п’ять днів.")


def test_an_english_piece_is_cited_in_english() -> None:
    page = make_piece("Five days", language="en")

    assert "(date of access: 05.11.2026)" in cited(page, "ДСТУ 8302:2015")
    assert "(2026, March 14)" in cited(page, "APA 7")


@pytest.mark.parametrize("style", list(citations.STYLES.values()))
def test_words_of_a_title_never_become_marks(style: str) -> None:
    page = make_piece("R&D <b>5</b> «днів»", slug="rd", authors=["<i>Ім’я</i>"])

    assert "R&amp;D &lt;b&gt;5&lt;/b&gt; «днів»" in cited(page, style)
    assert "&lt;i&gt;Ім’я&lt;/i&gt;" in cited(page, style)


def test_bibtex_is_read_back_by_a_parser(client) -> None:
    page = make_piece("Закон {і} порядок", slug="order", authors=[make_author(), "Редакція"], keywords="запит, строк")

    answer = client.get(f"{page.url}bibtex/")
    library = bibtexparser.parse_string(answer.content.decode())

    assert answer["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert 'filename="order.bib"' in answer["Content-Disposition"]
    (entry,) = library.entries
    assert library.failed_blocks == [] and (entry.entry_type, entry.key) == ("online", "taras2026order")
    told = entry.fields_dict
    assert told["author"].value == "Мельник, Тарас and {Редакція}"
    assert told["date"].value == "2026-03-14" and told["keywords"].value == "запит, строк"


def test_ris_is_read_back_by_a_parser(client) -> None:
    page = make_piece(authors=[make_author(), "Редакція"], keywords="запит, строк", kind=PieceKind.STUDY, abstract="Перший\nрядок")

    (entry,) = rispy.loads(client.get(f"{page.url}ris/").content.decode())

    assert entry["type_of_reference"] == "RPRT" and entry["title"] == page.title
    assert entry["authors"] == ["Мельник, Тарас", "Редакція"] and entry["keywords"] == ["запит", "строк"]
    assert entry["year"] == "2026" and entry["abstract"] == "Перший рядок"


def test_a_draft_has_no_file_to_cite(client) -> None:
    page = make_piece()
    url = page.url
    page.unpublish()

    assert client.get(f"{url}bibtex/").status_code == 404
