"""The certificate on paper: A4 landscape, from frozen lines alone.

lines (typography) → sheets (HTML) → paper (PDF) → keeping (the stored file); drawings are what is not words.
"""

from .drawings import address_of, frame_svg, logo_of, mark_svg, qr_svg
from .keeping import render
from .lines import context_of
from .paper import pdf_of
from .sheets import html_of, page_of, sample_html, sample_sheet, sheet, sheet_file

__all__ = [
    "address_of", "context_of", "frame_svg", "html_of", "logo_of", "mark_svg", "page_of", "pdf_of", "qr_svg", "render", "sample_html", "sample_sheet", "sheet", "sheet_file",
]  # fmt: skip
