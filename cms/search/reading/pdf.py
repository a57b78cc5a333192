"""The text of each page of a PDF, by PDFium."""

from __future__ import annotations

import pypdfium2 as pdfium
from pypdfium2 import raw

from .refusals import Damaged, Locked

MOST_PAGES = 2_000


def pages(data: bytes) -> list[str]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as problem:
        locked = getattr(problem, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise (Locked if locked else Damaged) from problem
    return [_text(document, number) for number in range(min(len(document), MOST_PAGES))]


def _text(document: pdfium.PdfDocument, number: int) -> str:
    """A page that cannot be read leaves the others; words broken at the end of a line are put together."""
    try:
        text = document[number].get_textpage().get_text_bounded()
    except pdfium.PdfiumError:
        return ""
    return text.replace("\x02\r\n", "").replace("\x02", "").replace("\ufffe", "").replace("\u00ad\r\n", "")
