"""Several workers at once, on a database that lets them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from certificates.awards import award_of
from certificates.issuing import issue, replace
from certificates.models import Certificate, Series
from tests.factories.certificates import kyiv_year, make_certificate, make_certified_run, make_completed, make_house

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _jobs_wait(settings: Any) -> None:
    """Rendering is not what is tested here."""
    settings.JOBS_INLINE = False


def together(work: list[Callable[[], Any]]) -> list[Any]:
    """Every callable in a thread of its own, begun at one moment; their answers in order."""
    barrier, answers = threading.Barrier(len(work)), [None] * len(work)

    def run(at: int) -> None:
        barrier.wait()
        try:
            answers[at] = work[at]()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_eight_workers_leave_no_gap_in_the_numbers() -> None:
    make_house()
    run = make_certified_run()
    codes = [make_completed(run=run).code for _ in range(40)]
    together([lambda at=at: [issue(award=award_of("course", code)) for code in codes[at::8]] for at in range(8)])
    assert list(Certificate.objects.order_by("number").values_list("number", flat=True)) == [f"ШЕУ-{kyiv_year()}-{n:06d}" for n in range(1, 41)]
    assert Series.objects.get().counter == 40


def test_eight_workers_issue_one_award_once() -> None:
    make_house()
    code = make_completed().code
    found = together([lambda: issue(award=award_of("course", code)) for _ in range(8)])
    assert {row.number for row in found} == {f"ШЕУ-{kyiv_year()}-000001"}
    assert Series.objects.get().counter == 1


def test_eight_presses_replace_a_certificate_once() -> None:
    make_house()
    old = make_certificate()
    found = together([lambda at=at: replace(certificate=old, actor=None, reason="так", changes={"surname": f"А{at}"}) for at in range(8)])
    assert {row.number for row in found} == {f"ШЕУ-{kyiv_year()}-000002"}
    assert Certificate.objects.count() == 2
