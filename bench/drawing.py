"""How much faster a cohort is drawn and sealed than by WeasyPrint as anybody would call it. CPU of one process, in turns, medians."""

from __future__ import annotations

import copy
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from statistics import median
from types import SimpleNamespace
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from certificates import compiled
from certificates.credentials.making import make_credential
from certificates.models import Certificate
from certificates.rendering.paper import made_of
from certificates.rendering.sheets import html_of, sheet_file
from certificates.signing import repeating
from certificates.signing.issued import ensure_key
from certificates.signing.repeating import seal_like
from school.foundation.archival import Embedded
from school.foundation.printing import OwnFiles

from .crowd import NAMES, SURNAMES
from .table import Row

ROUNDS, NAIVE, COHORTS = 5, 8, ((100, 10.0), (500, 60.0))


def rows(group: str, certificate: Certificate) -> list[Row]:
    ensure_key()
    document = make_credential(certificate=certificate).document.encode()
    people = list(_people(certificate, 500))
    naive = median(_each(lambda one: _naive(one), people[:NAIVE]) for _round in range(ROUNDS))
    slow = median(_each(lambda one: _sealed(one, document), people[:NAIVE], fresh=True) for _round in range(ROUNDS))
    _sealed_all(people[:60], document)
    drawn = median(_each(lambda one: made_of(one, embedded=[_carried(document)]), people[60:160]) for _round in range(ROUNDS))
    both = median(_each(lambda one: _sealed(one, document), people[60:160]) for _round in range(ROUNDS))
    found = [
        _faster(group, "certificates of one process: whole path, sealed, each the first of its kind", slow, naive),
        _faster(group, "certificates of one process: compiled", drawn, naive),
        _faster(group, "certificates of one process: compiled and sealed", both, naive),
    ]
    for many, goal in COHORTS:
        spent = median(_cohort(people[:many], document) for _round in range(3))
        found.append(_faster(group, f"cohort of {many}, compiling and its proof included, sealed", spent, naive, goal))
    size = len(_sealed(people[0], document))
    return [*found, *_two(group, people[60:310], document), Row(group, "a sealed certificate with its credential", size // 1024, "KB")]


def _people(certificate: Certificate, count: int) -> Iterator[Any]:
    """The same course, other people: as a cohort differs."""
    for number in range(count):
        frozen = copy.deepcopy(certificate.frozen)
        patronymic = ("Ігорівна", "Костянтинівна", "Юріївна", "Андріївна")[number // 7 % 4]
        frozen["print"]["name"] = f"{SURNAMES[number % len(SURNAMES)]} {NAMES[number // 3 % len(NAMES)]} {patronymic}"
        code = f"{(number + 1) * 48271**3:016X}"[-16:]
        at = certificate.issued_at + timedelta(seconds=number)
        yield SimpleNamespace(frozen=frozen, number=f"ШЕУ-2026-{number:06}", code=code, issued_at=at, language="uk")


def _carried(document: bytes) -> Embedded:
    return Embedded("credential.json", document, "application/json", "Open Badges 3.0, W3C Verifiable Credential 2.0")


def _naive(one: Any) -> bytes:
    """As the first page of a manual does it: everything is read anew for each. PDF/A-3a, no seal, no second standard."""
    fonts = FontConfiguration()
    css = CSS(string=sheet_file(one.frozen["design"]).read_text(encoding="utf-8"), base_url="static:", url_fetcher=OwnFiles(), font_config=fonts)
    page = HTML(string=html_of(one), base_url="static:", url_fetcher=OwnFiles())
    return page.write_pdf(stylesheets=[css], font_config=fonts, pdf_variant="pdf/a-3a")


def _sealed(one: Any, document: bytes) -> bytes:
    made = made_of(one, embedded=[_carried(document)])
    said = {"name": "Центр", "reason": f"Сертифікат {one.number} видано центром", "location": "Вінниця"}
    return seal_like(made.build, made.data, at=one.issued_at, later=False, **said).data


def _sealed_all(people: Sequence[Any], document: bytes) -> None:
    for one in people:
        _sealed(one, document)


def _forget() -> None:
    compiled.forget()
    repeating.forget()


def _each(work: Callable[[Any], object], people: Sequence[Any], *, fresh: bool = False) -> float:
    """Milliseconds of CPU for one."""
    begun = time.process_time()
    for one in people:
        if fresh:
            _forget()
        work(one)
    return 1000 * (time.process_time() - begun) / len(people)


def _cohort(people: Sequence[Any], document: bytes) -> float:
    _forget()
    return _each(lambda one: _sealed(one, document), people)


def _two(group: str, people: Sequence[Any], document: bytes) -> list[Row]:
    """Two processes side by side: certificates a second of both, to one alone; and what one holds in memory."""
    alone, held = _apart(1, people, document)
    both, _held = _apart(2, people, document)
    return [
        Row(group, "two processes, a cohort of 250 each, to one alone", round(both, 1), "per second", round(alone, 1), round(both / alone, 2)),
        Row(group, "memory of a process that has written a cohort of 250", held // 1024, "MB"),
    ]


def _apart(count: int, people: Sequence[Any], document: bytes) -> tuple[float, int]:
    context = multiprocessing.get_context("fork")
    told = context.Queue()
    crew = [context.Process(target=_work, args=(people, document, told)) for _number in range(count)]
    begun = time.perf_counter()
    for one in crew:
        one.start()
    held = [told.get() for _one in crew]
    for one in crew:
        one.join()
    return count * len(people) / (time.perf_counter() - begun), max(held)


def _work(people: Sequence[Any], document: bytes, told: Any) -> None:
    _forget()
    _sealed_all(people, document)
    told.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _faster(group: str, name: str, spent: float, naive: float, goal: float | None = None) -> Row:
    """Certificates a second of CPU beside naive WeasyPrint's."""
    ratio = round(naive / spent, 1)
    said = f"≥ {goal:g} × baseline" if goal else None
    return Row(group, name, round(1000 / spent, 1), "per second of CPU", round(1000 / naive, 1), ratio, said, goal is None or ratio >= goal)
