"""Reports become files whatever people typed into what they tell."""

from __future__ import annotations

import io

import openpyxl
from docx import Document

from school.foundation.report_files import Paper, Section, as_docx, as_xlsx


def test_signs_that_no_document_can_hold_do_not_stop_it() -> None:
    section = Section("Відгуки", ["Слово"], [["Кава\x01 була\x0b холодна\ufffe"]])
    document = Document(io.BytesIO(as_docx(Paper("день", "Звіт\x1f", "uk", sections=[section]))))
    assert document.tables[0].cell(1, 0).text == "Кава була холодна"
    assert document.paragraphs[0].text == "Звіт"


def test_spreadsheet_holds_what_people_typed_and_runs_none_of_it() -> None:
    sheet = openpyxl.load_workbook(
        io.BytesIO(as_xlsx("Аркуш", ["Слово", "Число"], [["Кава\x01 з молоком", 18], ["=1+1", None]], widths=(20,)))
    ).active
    assert list(sheet.iter_rows(values_only=True)) == [("Слово", "Число"), ("Кава з молоком", 18), ("'=1+1", None)]
    assert sheet.column_dimensions["A"].width == 20
