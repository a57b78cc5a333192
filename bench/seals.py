"""What a seal costs beside the bare signature in it, and what checking one costs beside opening the file: CPU, medians, in turns."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from statistics import median

from pyhanko.pdf_utils.reader import PdfFileReader

from certificates.models import Certificate
from certificates.rendering.paper import pdf_of
from certificates.signing.checking import check_seal
from certificates.signing.issued import ensure_key
from certificates.signing.keys import signing_key
from certificates.signing.sealing import seal
from certificates.signing.trust import trust_of_house

from .table import Row, compared

ROUNDS = 15


def rows(group: str, certificate: Certificate) -> list[Row]:
    ensure_key()
    sheet, key, trust = pdf_of(certificate), signing_key(), trust_of_house()
    sealed = seal(sheet, name="Bench", reason="Bench").data
    if not check_seal(sealed, trust).fine:
        raise RuntimeError("the sealed sheet is not fine")
    made = _turns(lambda: seal(sheet, name="Bench", reason="Bench"), lambda: key.sign(sheet))
    checked = _turns(lambda: check_seal(sealed, trust), lambda: PdfFileReader(io.BytesIO(sealed)).root)
    return [
        compared(
            group,
            f"seal on a certificate, PAdES B-B, {len(sheet) // 1024} to {len(sealed) // 1024} KB, to a bare ECDSA signature",
            *made,
            unit="ms CPU",
        ),
        compared(group, "check of a seal, to opening the file", *checked, unit="ms CPU"),
    ]


def _turns(thing: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of CPU of each; the first turn is dropped."""
    spent: dict[int, list[float]] = {0: [], 1: []}
    for _round in range(ROUNDS + 1):
        for at, work in enumerate((thing, bare)):
            begun = time.process_time()
            work()
            spent[at].append(1000 * (time.process_time() - begun))
    return median(spent[0][1:]), median(spent[1][1:])
