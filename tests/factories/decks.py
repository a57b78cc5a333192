"""Decks of slides: real PDFs, and some that are none."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML


def pdf(*pages: str) -> bytes:
    """A page a text, 16:9."""
    style = "<style>@page { size: 320mm 180mm; margin: 20mm } section { break-after: page; font-size: 40pt }</style>"
    return HTML(string=style + "".join(f"<section>{page}</section>" for page in pages)).write_pdf() or b""


def locked(raw: bytes) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(raw))), io.BytesIO()
    writer.encrypt("таємно")
    writer.write(out)
    return out.getvalue()


def endless() -> bytes:
    """A tree of pages that is its own child."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def many(count: int) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _number in range(count):
        writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


def upload(raw: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("slides.pdf", raw, content_type="application/pdf")
