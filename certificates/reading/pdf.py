"""The words, the QR codes and the attached credential of a PDF, by PDFium."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from .picture import codes_in

DPI = 150
LONGEST_SIDE = 3000  # pixels of the page, whatever size it claims
LARGEST_ATTACHMENT = 256 * 1024
MOST_ATTACHMENTS, MOST_LINES, LONGEST_LINE = 20, 400, 400
CREDENTIAL = "credential.json"


class LockedFile(Exception):
    """A password stands before it, or it forbids to look."""


class DamagedFile(Exception):
    """It begins as a PDF and cannot be read as one."""


def read_pdf(data: bytes) -> dict[str, Any]:
    document = _opened(data)
    try:
        page = document[0]
        return {"codes": codes_in(_picture(page)), "lines": lines_of(page), "attached": _attached(document)}
    except pdfium.PdfiumError as problem:
        raise DamagedFile from problem


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as problem:
        locked = getattr(problem, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise (LockedFile if locked else DamagedFile) from problem
    if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise LockedFile
    if not len(document):
        raise DamagedFile
    return document


def _picture(page: pdfium.PdfPage) -> Any:
    scale = min(DPI / 72, LONGEST_SIDE / max(page.get_size()))
    return page.render(scale=scale, grayscale=True).to_pil()


def lines_of(page: pdfium.PdfPage) -> list[str]:
    text = page.get_textpage().get_text_bounded()
    lines = (" ".join(line.split())[:LONGEST_LINE] for line in text.replace("\x02", "").splitlines())
    return [line for line in lines if line][:MOST_LINES]


def _attached(document: pdfium.PdfDocument) -> str:
    for number in range(min(document.count_attachments(), MOST_ATTACHMENTS)):
        attachment = document.get_attachment(number)
        if attachment.get_name() == CREDENTIAL:
            return bytes(attachment.get_data())[:LARGEST_ATTACHMENT].decode("utf-8", "replace")
    return ""
