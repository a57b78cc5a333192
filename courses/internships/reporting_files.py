"""The report as files: DOCX to go on writing in, CSV for spreadsheets. The PDF says the same as the page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.learning.views.teach.people import plain_cell
from school.foundation.text import NBSP

from .reporting import Count, DayReport, Participant, plain


def columns() -> list[str]:
    names = [
        _("Name"),
        _("Organisation"),
        _("Position"),
        _("City"),
        _("Category"),
        _("From what time"),
        _("Till what time"),
        _("Academic hours"),
        "%",
    ]
    return [*names, _("Certificate")]


def cells(row: Participant) -> list[str]:
    said = [row.name, row.organisation, row.position, row.city, row.category, row.came, row.left, plain(row.hours), str(row.share)]
    return [*said, row.certificate or (_("earned") if row.earned else "–")]


def as_csv(report: DayReport, language: str) -> str:
    """With a mark of UTF-8 and semicolons: spreadsheets open it in Cyrillic."""
    out = io.StringIO()
    with override(language):
        writer = csv.writer(out, delimiter=";")
        writer.writerow(columns())
        writer.writerows([plain_cell(cell) for cell in cells(row)] for row in report.participants)
    return "\ufeff" + out.getvalue()


def as_pdf(report: DayReport, language: str) -> bytes:
    from weasyprint import CSS  # over a second to import

    from school.foundation.printing import OwnFiles, fonts, render_pdf

    path = Path(settings.BASE_DIR) / "templates" / "internships" / "pdf" / "report.css"
    sheet = CSS(string=path.read_text(encoding="utf-8"), base_url="static:", url_fetcher=OwnFiles(), font_config=fonts())
    with override(language):
        context = {"report": report, "sections": sections(report), "language": language}
        return render_pdf(render_to_string("internships/teach/report_pdf.html", context), stylesheets=[sheet])


def as_docx(report: DayReport, language: str) -> bytes:
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    with override(language):
        document = Document()
        document.core_properties.title = f"{report.title}, {report.date}"
        document.core_properties.language = language
        document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(10)
        document.add_heading(report.title, 0)
        document.add_paragraph(_("Report on the day of %(date)s") % {"date": report.date})
        for heading, header, rows in sections(report):
            if len(header) > 4:  # the list of people lies across
                page = document.add_section()
                page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, page.page_height, page.page_width
            document.add_heading(heading, 2)
            _table(document, header, rows)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def sections(report: DayReport) -> list[tuple[str, list[str], list[Sequence[str]]]]:
    """Heading, heads of columns (none: two columns of label and value), rows."""
    people = _("People")
    programme = [(f"{row['starts']:%H:%M}{NBSP}–{NBSP}{row['ends']:%H:%M}", row["title"], row["place"], row["host"]) for row in report.programme]
    parts = [(row.time, row.title, str(row.people), f"{row.percent} %") for row in report.parts]
    counted = [(report.cities, _("Cities"), _("City")), (report.organisations, _("Organisations"), _("Organisation"))]
    counted.append((report.categories, _("Who they are"), _("Category")))
    return [
        (_("The day"), [], list(report.facts)),
        (_("In numbers"), [], list(report.counts)),
        (_("Programme of the day"), [_("Time"), _("Part"), _("Room"), _("Who receives")], list(programme)),
        (_("Presence by parts"), [_("Time"), _("Part"), people, "%"], list(parts)),
        *[(heading, [head, people], _counted(rows)) for rows, heading, head in counted],
        (_("Participants"), columns(), [cells(row) for row in report.participants]),
    ]


def _counted(rows: list[Count]) -> list[Sequence[str]]:
    return [(row.name, str(row.people)) for row in rows]


def _table(document: object, header: list[str], rows: Iterable[Sequence[str]]) -> None:
    from docx.oxml import OxmlElement

    found = list(rows)
    if not found:
        document.add_paragraph("–")  # type: ignore[attr-defined]
        return
    table = document.add_table(rows=0, cols=len(found[0]), style="Table Grid")  # type: ignore[attr-defined]
    for row in [header, *found] if header else found:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    if header:
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on every page
