"""What a stranger's check costs: by code to the bare row, of an uploaded file to checking its seal in the same process. CPU, medians, in turns."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.models import Certificate
from certificates.signing.checking import check_seal
from certificates.verifying import verify
from certificates.verifying.files import check_file

from .table import Row, compared, counted

ROUNDS = 9


def rows(group: str, certificate: Certificate) -> list[Row]:
    certificate = Certificate.objects.get(pk=certificate.pk)
    with certificate.pdf.open("rb") as file:
        data = file.read()
    if not check_file(data).fine:
        raise RuntimeError("the very file is not fine")
    by_code = _turns(lambda: verify(certificate.code), lambda: Certificate.objects.get(code=certificate.code), 40)
    upload = _turns(lambda: check_file(data), lambda: check_seal(data), 1)
    return [
        compared(group, "verification by code, to reading the row", *by_code, unit="ms CPU"),
        counted(group, "verification by code: SQL", _queries(lambda: verify(certificate.code)), _queries(lambda: verify(certificate.code)), 1),
        compared(group, f"verification of an upload of {len(data) // 1024} KB with its own process, to checking the seal", *upload, unit="ms CPU"),
        counted(group, "verification of an upload: SQL", _queries(lambda: check_file(data)), _queries(lambda: check_file(data)), 2),
    ]


def _queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as caught:
        work()
    return len(caught)


def _spent() -> float:
    """Milliseconds of this process and of those it has waited for."""
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (time.process_time() + others.ru_utime + others.ru_stime) * 1000


def _turns(thing: Callable[[], object], bare: Callable[[], object], times: int) -> tuple[float, float]:
    spent: dict[int, list[float]] = {0: [], 1: []}
    for _round in range(ROUNDS + 1):
        for at, work in enumerate((thing, bare)):
            begun = _spent()
            for _time in range(times):
                work()
            spent[at].append((_spent() - begun) / times)
    return median(spent[0][1:]), median(spent[1][1:])
