"""Words inside files, whoever made them."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pikepdf
import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex

from cms.search.indexing import catch_up
from cms.search.models import FileWords
from cms.search.querying import search
from cms.search.reading.process import read_file
from school.foundation import jobs
from tests.factories.learning import home
from tests.factories.pages import publish

TEXT = "Синхрофазотрон і ґудзик"
ODT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>%s</text:p></office:text></office:body>'
    "</office:document-content>"
)
SLIDE = '<?xml version="1.0"?><p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>%s</a:t></a:r></a:p></p:sld>'


def zipped(**parts: Any) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def of_docx() -> bytes:
    document, made = docx.Document(), io.BytesIO()
    document.add_paragraph(TEXT)
    document.save(made)
    return made.getvalue()


def of_xlsx() -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = TEXT
    book.save(made)
    return made.getvalue()


def of_rtf() -> bytes:
    letters = "".join(f"\\u{ord(sign)}?" for sign in TEXT)
    return f"{{\\rtf1\\ansi\\ansicpg1251{{\\fonttbl{{\\f0 Arial;}}}}{{\\*\\generator Word}}{letters}\\par \\'ef\\'f0\\'e0\\'e2\\'ee}}".encode("ascii")


@pytest.fixture(scope="session")
def printed() -> bytes:
    from weasyprint import HTML

    made = HTML(string=f"<p>{TEXT}</p><p style='break-before:page'>Друга сторінка про осцилограф</p>").write_pdf()
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("ending", "make"),
    [
        ("docx", of_docx),
        ("xlsx", of_xlsx),
        ("rtf", of_rtf),
        ("odt", lambda: zipped(**{"content.xml": ODT % TEXT})),
        ("pptx", lambda: zipped(**{"ppt/slides/slide10.xml": SLIDE % "десятий", "ppt/slides/slide2.xml": SLIDE % TEXT})),
        ("txt", lambda: TEXT.encode("cp1251")),
    ],
)
def test_reads_the_words(ending: str, make: Callable[[], bytes]) -> None:
    read = read_file(make(), ending)
    assert (read.state, TEXT in read.pages[0]) == ("read", True)


def test_letters_of_a_code_page_are_read() -> None:
    assert read_file(of_rtf(), "rtf").pages == [f"{TEXT}\nправо"]


def test_slides_stand_in_their_order() -> None:
    data = zipped(**{"ppt/slides/slide10.xml": SLIDE % "десятий", "ppt/slides/slide2.xml": SLIDE % "другий"})
    assert [page.strip() for page in read_file(data, "pptx").pages] == ["другий", "десятий"]


def test_a_pdf_is_read_by_pages(printed: bytes) -> None:
    read = read_file(printed, "pdf")
    assert (len(read.pages), TEXT in read.pages[0], "осцилограф" in read.pages[1]) == (2, True, True)


def encrypted(printed: bytes) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed)) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


def scanned() -> bytes:
    made = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(made)
    return made.getvalue()


def test_a_locked_pdf_and_one_without_text_are_said_so(printed: bytes) -> None:
    assert (read_file(encrypted(printed), "pdf").state, read_file(scanned(), "pdf").state) == ("locked", "no_text")


def test_locked_office_files() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
    locked_odt = zipped(**{"content.xml": "x", "META-INF/manifest.xml": "<manifest:encryption-data/>"})
    assert (read_file(ole, "docx").state, read_file(locked_odt, "odt").state) == ("locked", "locked")


def test_a_bomb_does_not_go_off() -> None:
    bomb = zipped(**{"content.xml": b"<a>" + b" " * (70 * 1024 * 1024) + b"</a>"})
    assert len(bomb) < 100_000
    assert read_file(bomb, "odt").state == "too_large"


def test_entities_that_grow_are_refused() -> None:
    xml = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    assert read_file(zipped(**{"word/document.xml": xml}), "docx").state == "damaged"


def test_macros_are_not_looked_at() -> None:
    data = zipped(**{"word/document.xml": "<w xmlns:w='w'><w:t>слова</w:t></w>", "word/vbaProject.bin": b"Sub AutoOpen()"})
    assert read_file(data, "docx").pages == ["слова"]


@pytest.mark.parametrize("ending", ["pdf", "docx", "odt", "rtf", "pptx", "xlsx", "exe"])
def test_what_is_no_such_file_is_damaged(ending: str) -> None:
    assert read_file(b"hello" * 100, ending).state == "damaged"


def test_a_reader_that_hangs_is_ended() -> None:
    assert read_file(b"x", "pdf", command=(sys.executable, "-c", "import time; time.sleep(60)"), seconds=0.5).state == "too_long"


def test_a_reader_that_eats_memory_dies_alone() -> None:
    eats = "from cms.search.reading import child; child.bound(); bytearray(3 * 1024 ** 3)"
    assert read_file(b"x", "pdf", command=(sys.executable, "-c", eats)).state == "too_long"


def test_forty_megabytes_of_pictures_are_passed_by() -> None:
    import os

    data = zipped(**{"word/document.xml": f"<w xmlns:w='w'><w:t>{TEXT}</w:t></w>", "word/media/image1.png": os.urandom(40 * 1024 * 1024)})
    assert read_file(data, "docx").state == "read"


# --- found ----------------------------------------------------------------------------------------------


def attach(data: bytes, name: str, title: str = "Звіт за рік", **page: Any) -> Document:
    from cms.pages.models import StandardPage

    document = Document(title=title)
    document.file.save(name, ContentFile(data))
    document.save()
    parent = home()
    body = [("file", {"document": document, "note": ""})]
    made = publish(parent, StandardPage(**{"title": "Документи центру", "body": body, "locale": parent.locale, **page}))
    ReferenceIndex.create_or_update_for_object(made)
    catch_up()
    jobs.run_all()
    catch_up()
    return document


def hits(query: str, *tags: str) -> list[tuple[str, str, str]]:
    return [(hit.title, hit.url, hit.context) for hit in search(query, tags={"public", *tags}, language="uk").hits]


def test_a_paragraph_of_a_pdf_is_found_on_its_page(db: None, printed: bytes) -> None:
    document = attach(printed, "zvit.pdf")
    assert hits("осцилографи") == [("Звіт за рік", f"{document.url}#page=2", "сторінка 2 · прикріплено до «Документи центру»")]
    assert [hit.title for hit in search("звіту за рік", tags={"public"}, language="uk").hits] == ["Звіт за рік"]


def test_a_file_without_text_is_found_by_its_title_and_said_so(db: None) -> None:
    document = attach(scanned(), "skan.pdf")
    assert hits("звіти") == [
        ("Звіт за рік", document.url, "без тексту: лише зображення сторінок, знайдено за назвою · прикріплено до «Документи центру»")
    ]


def test_a_file_is_read_once_however_many_pages_have_it(db: None) -> None:
    attach(of_docx(), "a.docx")
    row = FileWords.objects.get()
    catch_up()
    assert FileWords.objects.get().pk == row.pk


def test_a_file_of_a_closed_collection_is_for_those_alone(db: None) -> None:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    closed = root.add_child(name="Внутрішні")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)
    document = attach(of_docx(), "b.docx")
    document.collection = closed
    document.save()
    catch_up()
    assert hits("синхрофазотрони") == []
    assert [row[0] for row in hits("синхрофазотрони", "member")] == ["Звіт за рік"]


def test_a_file_replaced_is_read_anew(db: None) -> None:
    document = attach(of_docx(), "c.docx")
    document.file.save("d.txt", ContentFile("Нові слова про телескоп".encode()))
    document.save()
    catch_up()
    jobs.run_all()
    catch_up()
    assert (hits("синхрофазотрон"), len(hits("телескопи"))) == ([], 1)
