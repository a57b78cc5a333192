"""HTML into the PDF of one certificate."""

from __future__ import annotations

from collections.abc import Iterable

from school.foundation.archival import Embedded, archival_pdf

from ..models import Certificate
from .sheets import html_of, sheet


def pdf_of(certificate: Certificate, *, embedded: Iterable[Embedded] = ()) -> bytes:
    """PDF/A-3a and PDF/UA-1, without its seal. The same frozen certificate gives the same bytes."""
    return archival_pdf(html_of(certificate), at=certificate.issued_at, embedded=embedded, stylesheets=[sheet()])
