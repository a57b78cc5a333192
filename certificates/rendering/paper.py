"""HTML into the PDF of one certificate."""

from __future__ import annotations

from collections.abc import Iterable

import pydyf
import weasyprint
from weasyprint.text.ffi import pango

from school.foundation.archival import Embedded, archival_pdf

from ..models import Certificate
from .sheets import design_sum, html_of, sheet


def pdf_of(certificate: Certificate, *, embedded: Iterable[Embedded] = ()) -> bytes:
    """PDF/A-3a and PDF/UA-1, without its seal. The same frozen certificate gives the same bytes."""
    return archival_pdf(html_of(certificate), at=certificate.issued_at, embedded=embedded, stylesheets=[sheet(certificate.frozen["design"])])


def drawn_with(certificate: Certificate) -> dict[str, str]:
    """What another day might draw otherwise; told in the history, for the file itself is never drawn again."""
    number = pango.pango_version()
    return {
        "design": certificate.frozen["design"],
        "design_sum": design_sum(certificate.frozen["design"]),
        "weasyprint": weasyprint.__version__,
        "pydyf": pydyf.__version__,
        "pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}",
    }
