"""Once closed, a copy of the database tells neither the order of answering nor what was removed."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from courses.assessment.models import AnswerSheet, Survey, SurveyParticipation
from courses.assessment.surveys.closing import close_due_surveys, close_survey
from school.foundation import jobs, secrecy
from school.foundation.models import Job, JobState
from tests.factories.internships import make_person
from tests.factories.surveys import answer, make_survey

TABLES = ("assessment_answersheet", "assessment_surveyparticipation")
SAID = "Кава у залі була холодна, а на запитання не лишилося часу."


@pytest.mark.parametrize(("people", "shown"), [(0, False), (4, False), (5, True), (40, True)])
def test_a_group_is_shown_from_five_people_on(people: int, shown: bool) -> None:
    assert secrecy.may_show(people) is shown


def forgotten(survey: Survey) -> bool:
    """Whether the promise is kept in the end: other work of the database (it analyses by itself) may hold the job up, and it is tried again."""
    for _again in range(500):
        if secrecy.is_wiped(survey.code):
            return True
        Job.objects.filter(kind=secrecy.KIND).exclude(state=JobState.DONE).update(state=JobState.QUEUED, attempts=0, due_at=timezone.now())
        jobs.run_all()
    return False


@pytest.fixture
def new_tables(db: None) -> None:
    """Without room that earlier rows left: PostgreSQL would fill it first."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE {}, {}".format(*TABLES))


def keys_in_order(model: Any, survey: Survey) -> list[Any]:
    """As they lie in the file."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {model._meta.db_table} WHERE survey_id = %s ORDER BY {place}", [survey.pk])
        return [UUID(str(row[0])) for row in cursor.fetchall()]


def marks_in_order(survey: Survey) -> list[int]:
    """The marks of the sheets as they lie in the file."""
    useful = survey.questions.get(kind="scale")
    said = {row.pk: row.said_to(useful) for row in survey.sheets.all()}
    return [said[key] for key in keys_in_order(AnswerSheet, survey)]


def answered(people: int = 40, words: str = "") -> Survey:
    crowd = [make_person() for _ in range(people)]
    survey = make_survey(*crowd)
    for n, user in enumerate(crowd):
        answer(survey, user, 1 + n * 5 // people, 0, None, f"{words} {n}" if words else None)
    return survey


@pytest.mark.django_db
def test_while_open_sheets_lie_in_the_order_of_answering_and_once_closed_they_do_not(new_tables: None) -> None:
    survey = answered()
    before, people = keys_in_order(AnswerSheet, survey), [row.user_id for row in survey.participations.all()]
    in_order = marks_in_order(survey)
    assert in_order == sorted(in_order)
    close_survey(survey=survey)
    after = keys_in_order(AnswerSheet, survey)
    assert set(before).isdisjoint(after)
    assert sorted(marks_in_order(survey)) == in_order
    assert marks_in_order(survey) != in_order  # one chance in 10^25 of the same
    assert [row.user_id for row in survey.participations.all()] != people
    assert sorted(row.user_id for row in survey.participations.all()) == sorted(people)


@pytest.mark.django_db
def test_sheets_of_two_closings_are_mixed_each_time_anew() -> None:
    orders = []
    for _ in range(2):
        survey = answered()
        close_survey(survey=survey)
        orders.append(marks_in_order(survey))
    assert orders[0] != orders[1]


@pytest.mark.django_db
def test_rows_of_secret_tables_carry_no_time_and_no_counter() -> None:
    kinds = {field.get_internal_type() for model in (AnswerSheet, SurveyParticipation) for field in model._meta.get_fields()}
    assert kinds == {"UUIDField", "ForeignKey", "JSONField"}


@pytest.mark.django_db
def test_nothing_is_scattered_or_wiped_outside_its_moment() -> None:
    job = Job.objects.create(kind=secrecy.KIND, key="x", args={"tables": list(TABLES)}, created_at=timezone.now(), due_at=timezone.now())
    with transaction.atomic(), pytest.raises(secrecy.CannotWipe):
        secrecy.wipe(job)


@pytest.mark.django_db(transaction=True)
def test_scattering_asks_for_the_transaction_that_closes() -> None:
    with pytest.raises(RuntimeError):
        secrecy.scatter(AnswerSheet.objects.all())


@pytest.fixture
def silent_doorbell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine stops after closing and before the job: nobody rings."""
    monkeypatch.setattr(jobs, "_ring", lambda job: None)


@pytest.mark.django_db(transaction=True)
def test_closing_has_finished_when_the_job_is_done() -> None:
    survey = answered(6)
    assert not secrecy.is_wiped(survey.code)
    close_survey(survey=survey)
    assert forgotten(survey)


@pytest.mark.django_db(transaction=True)
def test_killed_between_closing_and_wiping_the_sweep_takes_it_up_and_it_may_be_repeated(silent_doorbell: None, monkeypatch: Any) -> None:
    survey = answered(6)
    close_survey(survey=survey)
    job = Job.objects.get(kind=secrecy.KIND)
    long_ago = timezone.now() - jobs.STALE * 2
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, claimed_at=long_ago, heartbeat_at=long_ago)  # the worker died in it
    assert not secrecy.is_wiped(survey.code)
    monkeypatch.setattr(jobs, "_ring", lambda job: jobs.run_job(job.pk))
    jobs.sweep()
    assert Job.objects.get(pk=job.pk).attempts == 1
    assert forgotten(survey)
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, due_at=timezone.now(), attempts=0)
    assert forgotten(survey)
    assert survey.sheets.count() == 6


@pytest.mark.django_db(transaction=True)
def test_a_job_that_gave_up_is_put_in_the_queue_anew_by_the_clock(silent_doorbell: None) -> None:
    survey = answered(5)
    close_survey(survey=survey)
    Job.objects.filter(kind=secrecy.KIND).update(state=JobState.FAILED, attempts=5)
    close_due_surveys()
    assert jobs.run_all() >= 1
    assert forgotten(survey)


def files_of_database() -> bytes:
    path = Path(connection.settings_dict["NAME"])
    return b"".join(part.read_bytes() for part in (path, path.with_name(path.name + "-wal")) if part.exists())


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_the_old_rows_is_left_in_the_file(silent_doorbell: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("what PostgreSQL keeps is asked below")
    survey = answered(6, SAID)
    old = [row.pk.hex.encode() for row in survey.sheets.all()]
    gone = survey.sheets.first()
    gone.delete()  # what somebody wrote and is no more
    needle = next(iter(text for text in gone.answers.values() if isinstance(text, str) and SAID in text)).encode("unicode_escape")
    needle = re.sub(rb"\\\\u", rb"\\u", needle)
    assert needle in files_of_database() or needle.decode("unicode_escape").encode() in files_of_database()
    close_survey(survey=survey)
    assert all(key in files_of_database() for key in old)
    jobs.run_all()
    assert forgotten(survey)
    left = files_of_database()
    assert [key for key in old if key in left] == []
    assert needle not in left
    assert needle.decode("unicode_escape").encode() not in left
    assert survey.sheets.count() == 5


@pytest.mark.django_db(transaction=True)
def test_postgresql_keeps_no_removed_row_and_one_transaction_wrote_all(silent_doorbell: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("of PostgreSQL alone")
    survey = answered(30)
    close_survey(survey=survey)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size(%s)", [TABLES[0]])
        before = cursor.fetchone()[0]
        assert forgotten(survey)
        cursor.execute("SELECT pg_relation_size(%s)", [TABLES[0]])
        assert cursor.fetchone()[0] < before
        cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {TABLES[0]}")
        assert cursor.fetchone()[0] == 1


@pytest.mark.django_db(transaction=True)
def test_postgresql_is_not_believed_while_an_older_transaction_still_sees_the_rows(silent_doorbell: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("of PostgreSQL alone")
    survey = answered(5)
    looking, done = threading.Event(), threading.Event()

    def copy() -> None:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                Job.objects.count()  # a long copy begins: its snapshot holds the rows
                looking.set()
                done.wait(60)
        finally:
            connections.close_all()

    thread = threading.Thread(target=copy)
    thread.start()
    looking.wait(60)
    try:
        close_survey(survey=survey)
        jobs.run_all()
        assert not secrecy.is_wiped(survey.code)
        assert "older transaction" in Job.objects.get(kind=secrecy.KIND).error
    finally:
        done.set()
        thread.join()
    Job.objects.filter(kind=secrecy.KIND).update(due_at=timezone.now())
    jobs.run_all()
    assert forgotten(survey)
