"""A certificate's sheet into a PDF, whichever way it is drawn."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Iterable
from typing import Any

import pydyf
import weasyprint
from django.utils.html import strip_tags
from weasyprint.text.ffi import pango

from school.foundation.archival import Embedded, Watcher, archival_pdf

from ..compiled import Made, Sheet, Varying, draw
from ..models import Certificate
from ..verifying.payload import scan_address
from .drawings import qr_runs
from .lines import plain_title, qr_said, sizes_of, slots_of
from .sheets import design_sum, html_of, sheet

PERSONAL = ("surname", "given_name", "patronymic", "latin_name", "full_name", "unprinted", "starts", "ends", "period", "results", "result")
PERSONAL_LINES = ("name", "other_name", "second", "facts")


def made_of(certificate: Certificate, *, embedded: Iterable[Embedded] = ()) -> Made:
    """PDF/A-3a and PDF/UA-1, without its seal. The same frozen certificate gives the same bytes."""
    embedded = list(embedded)
    family, sizes = family_of(certificate.frozen), sizes_of(certificate.frozen)
    key = json.dumps([family, sizes])
    return draw(Sheet(key, family, _varying(certificate, embedded), lambda watcher: _full(certificate, embedded, watcher)))


def pdf_of(certificate: Certificate, *, embedded: Iterable[Embedded] = ()) -> bytes:
    return made_of(certificate, embedded=embedded).data


def _full(certificate: Certificate, embedded: list[Embedded], watcher: Watcher) -> bytes:
    design = sheet(certificate.frozen["design"])
    return archival_pdf(html_of(certificate), at=certificate.issued_at, embedded=embedded, watcher=watcher, stylesheets=[design])


def family_of(frozen: dict[str, Any]) -> str:
    """Everything that the sheet says to all alike. What is not known to be personal counts."""
    common = {name: value for name, value in frozen.items() if name not in (*PERSONAL, "print")}
    lines = {name: value for name, value in frozen["print"].items() if name not in PERSONAL_LINES}
    labels = [(label, note) for label, _value, note in frozen["print"]["facts"]]
    said = [design_sum(frozen["design"]), common, lines, labels]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _varying(certificate: Certificate, embedded: list[Embedded]) -> Varying:
    frozen, number, code = certificate.frozen, certificate.number, certificate.code
    words = slots_of(frozen, number=number, code=code)
    _side, runs = qr_runs(scan_address(frozen, number=number, code=code))
    return Varying(
        title=plain_title(frozen, number),
        heading=html.unescape(strip_tags(words["name"])),
        words=words,
        qr=runs,
        qr_said=qr_said(frozen, code),
        at=certificate.issued_at,
        embedded=embedded,
    )


def drawn_with(certificate: Certificate) -> dict[str, str]:
    """What another day might draw otherwise; told in the history, for the file itself is never drawn again."""
    number = pango.pango_version()
    return {
        "design": certificate.frozen["design"],
        "design_sum": design_sum(certificate.frozen["design"]),
        **({"sheet": certificate.frozen["sheet"]} if "sheet" in certificate.frozen else {}),
        "weasyprint": weasyprint.__version__,
        "pydyf": pydyf.__version__,
        "pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}",
    }
