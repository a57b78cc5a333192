"""A report in sections – heading, heads of columns, rows, a picture – as a page's context, a PDF, a DOCX, a CSV. It knows no rule of the school."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import override

from .stitches import Sewing

FORMULA = tuple("=+-@\t\r\n")
WIDE = 5  # columns; a wider table lies across
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"pdf": "application/pdf", "docx": DOCX, "csv": "text/csv; charset=utf-8", "xlsx": XLSX}


@dataclass(frozen=True)
class Picture:
    """Sewn once: SVG for the page and the PDF, PNG for the DOCX. `about` says in words what is seen; `name` is unique on its page."""

    name: str
    title: str
    about: str
    sewing: Sewing

    @property
    def svg(self) -> SafeString:
        return self.sewing.svg(self.name, self.title, self.about)


@dataclass(frozen=True)
class Section:
    """Without `header` the rows are labels and values. `note` stands above the table, `picture` above both."""

    heading: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    picture: Picture | None = None

    @property
    def wide(self) -> bool:
        return len(self.header) > WIDE

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Every cell with the head of its column: on a phone a row becomes a card."""
        return [list(zip(self.header or row, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Paper:
    """What is printed: a line above the title, the title, a warning, the sections."""

    kicker: str
    title: str
    language: str
    note: str = ""
    sections: list[Section] = field(default_factory=list)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """With a mark of UTF-8 and semicolons: spreadsheets open it in Cyrillic."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(header)
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def as_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[int] = ()) -> bytes:
    """One sheet, row by row. `widths` of its columns, in signs."""
    import openpyxl  # met here and not at start: half a second
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet(title[:31])
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append(list(header))
    for row in rows:
        sheet.append([plain_cell(_NOT_XML.sub("", cell) if isinstance(cell, str) else cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain_cell(cell: object) -> object:
    """A cell that begins like a formula would run in a spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in FORMULA else cell


def as_pdf(paper: Paper) -> bytes:
    from weasyprint import CSS  # over a second to import

    from .printing import OwnFiles, fonts, render_pdf

    path = Path(settings.BASE_DIR) / "templates" / "foundation" / "pdf" / "report.css"
    sheet = CSS(string=path.read_text(encoding="utf-8"), base_url="static:", url_fetcher=OwnFiles(), font_config=fonts())
    with override(paper.language):
        return render_pdf(render_to_string("foundation/pdf/report.html", {"paper": paper}), stylesheets=[sheet])


def as_docx(paper: Paper) -> bytes:
    from docx import Document
    from docx.shared import Pt

    paper = _writable(paper)
    document = Document()
    document.core_properties.title = f"{paper.title}, {paper.kicker}"
    document.core_properties.language = paper.language
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(10)
    document.add_heading(paper.title, 0)
    document.add_paragraph(paper.kicker)
    if paper.note:
        document.add_paragraph(paper.note)
    for section in paper.sections:
        _turn(document, section)
        _write(document, section)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, production 2 «Char»


def _writable(value: Any) -> Any:
    """The same without signs that no XML file can hold, whoever typed them."""
    if isinstance(value, str):
        return _NOT_XML.sub("", value)
    if isinstance(value, list | tuple):
        return type(value)(_writable(part) for part in value)
    if isinstance(value, Paper | Section):
        return replace(value, **{part.name: _writable(getattr(value, part.name)) for part in fields(value)})
    return value


def _turn(document: Any, section: Section) -> None:
    """A wide table lies across, what follows it stands upright again."""
    from docx.enum.section import WD_ORIENT

    across = document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if section.wide != across:
        page = document.add_section()
        page.orientation = WD_ORIENT.LANDSCAPE if section.wide else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = page.page_height, page.page_width


def _write(document: Any, section: Section) -> None:
    from docx.shared import Mm

    document.add_heading(section.heading, 2)
    if section.picture:
        shape = document.add_picture(io.BytesIO(section.picture.sewing.png()), width=Mm(150))
        shape._inline.docPr.set("descr", section.picture.about)
    if section.note:
        document.add_paragraph(section.note)
    if section.rows:
        _table(document, section)
    elif not section.note:
        document.add_paragraph("–")


def _table(document: Any, section: Section) -> None:
    from docx.oxml import OxmlElement

    table = document.add_table(rows=0, cols=len(section.rows[0]), style="Table Grid")
    for row in [section.header, *section.rows] if section.header else section.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    if section.header:
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on every page


def download(body: bytes | str, name: str, kind: str) -> HttpResponse:
    """A file that names people: kept by nobody on the way."""
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.{kind}"), "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=TYPES[kind], headers=headers)
