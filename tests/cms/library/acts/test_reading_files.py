"""A stranger's file: its paragraphs, or a sentence why not. Nothing in it runs or reaches out."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from cms.library.acts.reading_files import BODY, LARGEST, LARGEST_TEXT, UnreadableAct, lines_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def upload(raw: bytes, name: str = "act.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


def packed(body: bytes, **others: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(BODY, body)
        for name, raw in others.items():
            archive.writestr(name, raw)
    return file.getvalue()


def test_docx_gives_paragraphs_tables_and_raised_numbers() -> None:
    document = Document()
    document.add_paragraph("Стаття 1. Терміни")
    raised = document.add_paragraph("Стаття 10")
    raised.add_run("1").font.superscript = True
    raised.add_run(". Відкриті дані")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "А", "Б"
    file = io.BytesIO()
    document.save(file)

    assert [line for line in lines_of(upload(file.getvalue())) if line] == ["Стаття 1. Терміни", "Стаття 10-1. Відкриті дані", "А | Б"]


def test_html_gives_blocks_without_scripts_and_in_any_encoding() -> None:
    html = "<html><head><title>x</title></head><body><script>alert(1)</script><p>Стаття&nbsp;5<sup>2</sup>. Їжа</p><p>слова\nдалі</p><table><tr> <td>А</td> <td>Б</td></tr></table></body></html>"
    expected = ["Стаття 5-2. Їжа", "слова далі", "А | Б"]
    assert [" ".join(line.split()) for line in lines_of(upload(html.encode())) if line.strip()] == expected
    assert [" ".join(line.split()) for line in lines_of(upload(html.encode("cp1251"))) if line.strip()] == expected


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\xd0\xcf\x11\xe0 old", "Це старий DOC або захищений файл. Відкрийте його, збережіть як DOCX без пароля й надішліть."),
        (b"%PDF-1.7 <p>", "Це не DOCX і не HTML. Збережіть текст в одному з них і надішліть."),
        (b"just words", "Це не DOCX і не HTML. Збережіть текст в одному з них і надішліть."),
        (b"PK\x03\x04 broken", "Цей DOCX пошкоджений. Відкрийте його, збережіть знову й надішліть."),
        (packed(b"<w:document"), "Цей DOCX пошкоджений. Відкрийте його, збережіть знову й надішліть."),
        (packed(f"<w:document {W}><w:body/></w:document>".encode()), "У цьому файлі немає тексту. Скан спершу треба розпізнати."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(raw: bytes, why: str) -> None:
    with pytest.raises(UnreadableAct) as refused:
        lines_of(upload(raw))
    assert str(refused.value) == why


def test_an_entity_that_reaches_out_is_refused() -> None:
    body = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    with pytest.raises(UnreadableAct, match="пошкоджений"):
        lines_of(upload(packed(body.encode())))


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(UnreadableAct, match="набагато більший"):
        lines_of(upload(packed(b" " * (LARGEST_TEXT + 1))))


def test_a_file_of_forty_megabytes_is_refused_before_it_is_read() -> None:
    file = upload(b"PK\x03\x04")
    file.size = 4 * LARGEST
    with pytest.raises(UnreadableAct, match="10 МБ"):
        lines_of(file)


def test_macros_beside_the_text_are_never_looked_at() -> None:
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>Стаття 1.</w:t></w:r></w:p></w:body></w:document>".encode()
    assert lines_of(upload(packed(body, **{"word/vbaProject.bin": b"\x00evil"}))) == ["Стаття 1."]


@pytest.mark.parametrize("bad", ["<!--", "<a ", "<a href='", "<div>", "</", "&#", "<!", "а<b>б</b>"])
def test_html_made_to_hang_a_reader_is_gone_over_once(bad: str) -> None:
    """The standard library's parser takes hours for a million of these."""
    try:
        lines = lines_of(upload(f"<html><body><p>Стаття 1. Слово</p>{bad * 200_000}".encode(), "act.html"))
    except UnreadableAct as refused:
        lines = [str(refused)]
    assert lines
