"""Reports become files whatever people typed into what they tell."""

from __future__ import annotations

import io

from docx import Document

from school.foundation.report_files import Paper, Section, as_docx


def test_signs_that_no_document_can_hold_do_not_stop_it() -> None:
    section = Section("Відгуки", ["Слово"], [["Кава\x01 була\x0b холодна\ufffe"]])
    document = Document(io.BytesIO(as_docx(Paper("день", "Звіт\x1f", "uk", sections=[section]))))
    assert document.tables[0].cell(1, 0).text == "Кава була холодна"
    assert document.paragraphs[0].text == "Звіт"
