"""HTML into the PDF of one certificate."""

from __future__ import annotations

from school.foundation.printing import render_pdf

from ..models import Certificate
from .sheets import html_of, sheet


def pdf_of(certificate: Certificate) -> bytes:
    return render_pdf(html_of(certificate), stylesheets=[sheet()], pdf_variant="pdf/ua-1")
