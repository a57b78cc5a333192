"""Letters of a batch wait for «Send»."""

from __future__ import annotations

from typing import Any

import pytest

from certificates.awards import award_of
from certificates.batches.outbox import send_letters, waiting_letters
from certificates.issuing import issue, replace, revoke
from certificates.models import Certificate
from certificates.rendering import render
from school.foundation import jobs
from school.foundation.models import Job, Letter
from tests.certificates.batches.test_issuing import begin, make_run, work
from tests.factories.certificates import make_completed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def issued_batch(people: int = 2, **said: Any) -> Any:
    batch = work(begin(make_run(people), **said))
    make_files()
    return batch


def make_files() -> None:
    for job in Job.objects.filter(kind="certificates.render").exclude(state="done").order_by("pk"):
        render(job)
        Job.objects.filter(pk=job.pk).update(state="done")


def press_send(batch: Any) -> None:
    job = send_letters(batch=batch, actor=None)
    if job is not None:
        jobs.run_job(job.pk)


def delivered() -> list[str]:
    """What the mail server was given, by who got it."""
    from django.core import mail

    for job in Job.objects.filter(kind="mail.deliver").exclude(state="done"):
        jobs.run_job(job.pk)
    return sorted(message.to[0] for message in mail.outbox)


def test_letters_are_written_with_the_files_and_nobody_hears_before_send_is_pressed() -> None:
    batch = issued_batch(2)
    assert [letter.state for letter in Letter.objects.all()] == ["held", "held"]
    assert not Job.objects.filter(kind="mail.deliver").exists()
    assert delivered() == []
    press_send(batch)
    assert delivered() == sorted(row.person.email for row in Certificate.objects.select_related("person"))


def test_pressing_send_twice_sends_once() -> None:
    batch = issued_batch(2)
    press_send(batch)
    press_send(batch)
    assert len(delivered()) == 2
    press_send(batch)
    assert len(delivered()) == 2


def test_letter_of_a_certificate_revoked_meanwhile_is_not_sent() -> None:
    batch = issued_batch(2)
    gone = Certificate.objects.order_by("pk")[0]
    revoke(certificate=gone, actor=None, reason="Помилка в списку")
    press_send(batch)
    delivered()
    assert Letter.objects.get(key=f"certificate_issued:{gone.code}").state == "dropped"
    assert [row.purpose for row in Letter.objects.filter(to=gone.person.email, state="sent")] == ["certificate_revoked"]


def test_replaced_before_send_the_person_hears_once_and_of_the_new_one() -> None:
    batch = issued_batch(1)
    old = Certificate.objects.get()
    new = replace(certificate=old, actor=None, reason="Виправлено прізвище", changes={"surname": "Їжаченко"})
    make_files()
    assert [letter.key for letter in waiting_letters(batch)] == [f"certificate_issued:{new.code}"]
    press_send(batch)
    assert len(delivered()) == 1
    assert new.number in Letter.objects.get(state="sent").text


def test_replaced_after_send_the_letter_of_the_replacement_goes_at_once() -> None:
    batch = issued_batch(1)
    press_send(batch)
    delivered()
    replace(certificate=Certificate.objects.get(), actor=None, reason="Виправлено прізвище", changes={"surname": "Їжаченко"})
    make_files()
    assert [letter.state for letter in Letter.objects.filter(purpose="certificate_replaced")] == ["queued"]


def test_send_at_once_is_a_deliberate_choice() -> None:
    issued_batch(1, send_at_once=True)
    assert Letter.objects.get().state == "queued"


def test_certificate_that_was_issued_by_itself_is_told_at_once_even_if_a_batch_found_it() -> None:
    run = make_run(0)
    enrolment = make_completed(run=run)
    batch = begin(run)
    issue(award=award_of("course", enrolment.code))
    work(batch)
    make_files()
    assert Letter.objects.get().state == "queued"


def test_whoever_erased_the_account_while_the_letter_waited_is_written_nothing() -> None:
    from school.accounts.erasing import erase_person

    batch = issued_batch(1)
    erase_person(user=Certificate.objects.get().person, actor=None)
    press_send(batch)
    assert delivered() == []


def test_sending_that_was_killed_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    from certificates.batches import outbox

    monkeypatch.setattr(outbox, "CHUNK", 1)
    batch = issued_batch(3)
    job = send_letters(batch=batch, actor=None)
    assert job is not None
    real, calls = outbox.send_held, []

    def dying(**said: Any) -> int:
        if len(calls) == 1:
            raise KeyboardInterrupt
        calls.append(said)
        return real(**said)

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "send_held", dying)
        with pytest.raises(KeyboardInterrupt):
            outbox.let_go(Job.objects.get(pk=job.pk))
    assert waiting_letters(batch).count() == 2
    outbox.let_go(Job.objects.get(pk=job.pk))
    assert len(delivered()) == 3
