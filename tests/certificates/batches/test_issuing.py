"""A batch from «Issue» to its last row."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from certificates import issuing
from certificates.awards import award_of
from certificates.batches.candidates import waiting_rows
from certificates.batches.issuing import issue_rows, last_job, make_batch, pause_batch, resume_batch, retry_failed, stop_batch
from certificates.batches.subjects import subject_of
from certificates.enums import AwardKind
from certificates.issuing import issue, revoke
from certificates.models import Batch, Certificate
from courses.learning.models import CourseRun, Enrolment
from school.foundation import jobs
from school.foundation.centre import CentreSettings
from school.foundation.history import history_of
from school.foundation.models import Job
from tests.factories.certificates import kyiv_year, make_certified_run, make_completed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def make_run(people: int = 3) -> CourseRun:
    run = make_certified_run()
    for _ in range(people):
        make_completed(run=run)
    return run


def begin(run: CourseRun, *, token: uuid.UUID | None = None, **said: Any) -> Batch:
    subject = subject_of(AwardKind.COURSE, run.code)
    assert subject is not None
    values = {"rows": waiting_rows(subject), "send_at_once": False, "actor": None, "template": ""} | said
    return make_batch(token=token or uuid.uuid4(), kind=subject.kind, record_code=run.code, title=subject.title, **values)


def work(batch: Batch) -> Batch:
    """The job as a worker does it."""
    batch.refresh_from_db()
    job = last_job(batch)
    assert job is not None
    assert jobs.run_job(job.pk)
    batch.refresh_from_db()
    return batch


def states(batch: Batch) -> list[tuple[int, str, str]]:
    return list(batch.rows.order_by("position").values_list("position", "state", "problem"))


def numbers() -> list[str]:
    return list(Certificate.objects.order_by("number").values_list("number", flat=True))


def test_everyone_of_the_list_gets_a_number_of_their_own_without_a_gap() -> None:
    batch = work(begin(make_run(3)))
    assert batch.state == "done"
    assert numbers() == [f"ШЕУ-{kyiv_year()}-{n:06d}" for n in (1, 2, 3)]
    assert states(batch) == [(n, "issued", "") for n in (1, 2, 3)]
    assert [event.verb for event in history_of(batch)] == ["finish", "begin"]


def test_whoever_finishes_after_issue_was_pressed_is_not_in_the_list() -> None:
    run = make_run(1)
    batch = begin(run)
    late = make_completed(run=run)
    work(batch)
    assert not Certificate.objects.filter(award_key=late.code).exists()


def test_what_was_revoked_stays_revoked_when_its_run_is_issued_whole() -> None:
    run = make_run(1)
    gone = issue(award=award_of(AwardKind.COURSE, Enrolment.objects.get().code))
    revoke(certificate=gone, actor=None, reason="так")
    batch = work(begin(run, rows=[(gone.award_key, gone.person_id)]))
    assert [row.state for row in Certificate.objects.all()] == ["revoked"]
    assert [row.state for row in batch.rows.all()] == ["standing"]


def test_pressing_issue_twice_makes_one_batch_and_one_job() -> None:
    run, token = make_run(2), uuid.uuid4()
    assert begin(run, token=token) == begin(run, token=token)
    assert Batch.objects.get().rows.count() == 2
    assert Job.objects.filter(kind="certificates.issue_batch").count() == 1


def test_two_batches_over_the_same_people_issue_once_and_say_which_of_them_did() -> None:
    run = make_run(2)
    first, second = begin(run), begin(run)
    work(first)
    work(second)
    assert Certificate.objects.count() == 2
    assert [row[1] for row in states(first)] == ["issued", "issued"]
    assert [row[1] for row in states(second)] == ["standing", "standing"]


def test_a_row_that_is_no_longer_earned_fails_with_its_reason_and_the_rest_goes_on() -> None:
    run = make_run(3)
    batch = begin(run)
    spoilt = batch.rows.get(position=2)
    Enrolment.objects.filter(code=spoilt.award_key).update(completed_at=None)
    work(batch)
    assert states(batch) == [(1, "issued", ""), (2, "failed", "not_earned"), (3, "issued", "")]
    assert numbers()[-1].endswith("000002")


def test_an_error_of_one_row_takes_no_number_and_can_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = begin(make_run(3))
    spoilt, real = batch.rows.get(position=2).award_key, issuing.freeze

    def broken(award: Any, *rest: Any) -> Any:
        if award.key == spoilt:
            raise ValueError("the template cannot be read")
        return real(award, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(issuing, "freeze", broken)
        work(batch)
    assert states(batch) == [(1, "issued", ""), (2, "failed", "error"), (3, "issued", "")]
    retry_failed(batch=batch, actor=None)
    work(batch)
    assert [row[1] for row in states(batch)] == ["issued"] * 3
    assert numbers() == [f"ШЕУ-{kyiv_year()}-{n:06d}" for n in (1, 2, 3)]


def test_whoever_erased_the_account_after_the_list_was_made_gets_nothing() -> None:
    from school.accounts.erasing import erase_person

    batch = begin(make_run(2))
    erase_person(user=batch.rows.get(position=1).person, actor=None)
    work(batch)
    assert states(batch) == [(1, "failed", "erased"), (2, "issued", "")]


def test_pause_keeps_the_rest_waiting_and_resume_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = begin(make_run(4))
    from certificates.batches import issuing as batch_issuing

    real, seen = batch_issuing.issue_or_find, []

    def pausing(**said: Any) -> Any:
        made = real(**said)
        seen.append(made)
        if len(seen) == 2:
            Batch.objects.update(state="paused")
        return made

    with monkeypatch.context() as patched:
        patched.setattr(batch_issuing, "issue_or_find", pausing)
        work(batch)
    assert batch.state == "paused"
    assert [row[1] for row in states(batch)] == ["issued", "issued", "waits", "waits"]
    resume_batch(batch=batch, actor=None)
    resume_batch(batch=batch, actor=None)
    assert Job.objects.filter(kind="certificates.issue_batch").count() == 2
    work(batch)
    assert (batch.state, Certificate.objects.count()) == ("done", 4)


def test_stopped_batch_is_not_resumed_and_issues_nothing_more() -> None:
    batch = begin(make_run(2))
    pause_batch(batch=batch, actor=None)
    stop_batch(batch=batch, actor=None)
    resume_batch(batch=batch, actor=None)
    work(batch)
    assert batch.state == "stopped"
    assert Certificate.objects.count() == 0


def test_second_worker_on_the_same_batch_finds_nothing_to_do() -> None:
    batch = begin(make_run(2))
    job = last_job(batch)
    assert job is not None
    issue_rows(job)
    issue_rows(Job.objects.get(pk=job.pk))
    assert Certificate.objects.count() == 2
    assert [event.verb for event in history_of(batch)].count("finish") == 1


def test_certificate_issued_by_itself_meanwhile_is_found_and_not_made_again() -> None:
    run = make_run(1)
    batch = begin(run)
    alone = issue(award=award_of("course", batch.rows.get().award_key))
    work(batch)
    assert batch.rows.get().certificate == alone
    assert states(batch) == [(1, "standing", "")]


def test_what_is_common_to_a_chunk_is_asked_once_and_anew_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    from certificates.batches import issuing as batch_issuing

    batch, real = begin(make_run(4)), batch_issuing.issue_or_find

    def moving(**said: Any) -> Any:
        made = real(**said)
        CentreSettings.objects.update(city_uk="Немирів")
        return made

    with monkeypatch.context() as patched:
        patched.setattr(batch_issuing, "CHUNK", 2)
        patched.setattr(batch_issuing, "issue_or_find", moving)
        work(batch)
    assert [row.frozen["city"] for row in Certificate.objects.order_by("pk")] == ["Вінниця", "Вінниця", "Немирів", "Немирів"]


@pytest.mark.parametrize("people", [2, 6, 30])
def test_each_row_asks_the_same_number_of_questions(people: int, django_assert_max_num_queries: Any) -> None:
    """Twenty-two a row at most, whether two or thirty."""
    batch = begin(make_run(people))
    job = last_job(batch)
    assert job is not None
    with django_assert_max_num_queries(32 + 22 * people):
        issue_rows(job)
