"""One certificate by each way, in turns: its sheet plainly by WeasyPrint and as an archival file, its credential by PyLD and compiled. CPU, medians."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from statistics import median

from certificates.credentials.canonical import canonical
from certificates.credentials.making import make_credential
from certificates.credentials.quads import Quick
from certificates.models import Certificate
from certificates.rendering import html_of, sheet
from school.foundation.archival import archival_pdf
from school.foundation.printing import render_pdf

from .table import Row, compared

ROUNDS = 9


def rows(group: str, certificate: Certificate) -> list[Row]:
    certificate = Certificate.objects.get(pk=certificate.pk)
    design = [sheet(certificate.frozen["design"])]
    plain, full = _turns(
        lambda: render_pdf(html_of(certificate), stylesheets=design),
        lambda: archival_pdf(html_of(certificate), at=certificate.issued_at, stylesheets=design),
    )
    said = {name: value for name, value in json.loads(make_credential(certificate=certificate).document).items() if name != "proof"}
    form = Quick()
    if form(said) != canonical(said):
        raise RuntimeError("the two forms differ")
    before, after = _turns(lambda: canonical(said), lambda: form(said), 20)
    return [
        compared(group, "a sheet, PDF/A-3a and PDF/UA-1, to the same plainly by WeasyPrint", full, plain),
        compared(group, "a credential's canonical form, compiled, to PyLD's", after, before, most=0.5),
    ]


def _turns(one: Callable[[], object], other: Callable[[], object], times: int = 1) -> tuple[float, float]:
    """Milliseconds of CPU of each; the first turn is dropped."""
    spent: dict[int, list[float]] = {0: [], 1: []}
    for _round in range(ROUNDS + 1):
        for at, work in enumerate((one, other)):
            begun = time.process_time()
            for _time in range(times):
                work()
            spent[at].append(1000 * (time.process_time() - begun) / times)
    return median(spent[0][1:]), median(spent[1][1:])
