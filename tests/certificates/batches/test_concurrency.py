"""Two batches over the same people at once, on a database that lets them."""

from __future__ import annotations

from typing import Any

import pytest

from certificates.batches.issuing import issue_rows, last_job
from certificates.batches.outbox import let_go, send_letters
from certificates.models import BatchRow, Certificate, Series
from school.foundation.models import Job, Letter
from tests.certificates.batches.test_issuing import begin, make_run
from tests.certificates.batches.test_outbox import make_files
from tests.certificates.test_concurrency import together
from tests.factories.certificates import kyiv_year, make_house

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _jobs_wait(settings: Any) -> None:
    settings.JOBS_INLINE = False


def test_two_batches_and_a_second_worker_leave_no_gap_and_issue_each_once() -> None:
    make_house()
    run = make_run(12)
    jobs = [last_job(begin(run)), last_job(begin(run))]
    together([lambda at=at: issue_rows(Job.objects.get(pk=jobs[at % 2].pk)) for at in range(4)])
    assert list(Certificate.objects.order_by("number").values_list("number", flat=True)) == [f"ШЕУ-{kyiv_year()}-{n:06d}" for n in range(1, 13)]
    assert Series.objects.get().counter == 12
    assert BatchRow.objects.filter(state="issued").count() == 12
    assert BatchRow.objects.filter(state="standing").count() == 12


def test_send_pressed_by_four_at_once_lets_each_letter_go_once() -> None:
    make_house()
    batch = begin(make_run(3))
    issue_rows(last_job(batch))
    make_files()
    pressed = together([lambda: send_letters(batch=batch, actor=None) for _ in range(4)])
    assert len({job.pk for job in pressed if job}) == 1
    together([lambda: let_go(Job.objects.get(pk=pressed[0].pk)) for _ in range(3)])
    assert Letter.objects.filter(state="queued").count() == 3
    assert Job.objects.filter(kind="mail.deliver").count() == 3
