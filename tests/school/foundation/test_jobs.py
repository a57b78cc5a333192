"""Work is a row: rung twice it is done once, killed it is done again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from school.foundation import jobs
from school.foundation.models import Event, Job

done: list[int] = []


@pytest.fixture(autouse=True)
def kinds():
    done.clear()
    jobs.register("test.count", lambda job: done.append(job.pk))
    jobs.register("test.fail", lambda job: 1 / 0)


@pytest.mark.django_db
def test_a_job_is_done_once_however_often_it_rings(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue("test.count", key="a")
        jobs.enqueue("test.count", key="a")
    jobs.run_job(job.pk)
    assert done == [job.pk]
    assert Job.objects.get().state == "done"


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_no_job():
    from django.db import transaction

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.enqueue("test.count", key="a")
        raise ZeroDivisionError
    assert (Job.objects.count(), done) == (0, [])


@pytest.mark.django_db
def test_a_failing_job_is_tried_again_later_and_then_shown(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue("test.fail", key="a")
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("queued", 1)
    assert job.due_at > timezone.now()
    for _again in range(4):
        Job.objects.update(due_at=timezone.now())
        jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 5)
    assert "ZeroDivisionError" in job.error


@pytest.mark.django_db
def test_the_sweep_rings_for_what_lost_its_worker_and_leaves_the_living():
    now = timezone.now()
    common = {"kind": "test.count", "created_at": now, "due_at": now, "state": "running"}
    lost = Job.objects.create(key="lost", heartbeat_at=now - timedelta(minutes=2), **common)
    Job.objects.create(key="alive", heartbeat_at=now, **common)
    assert jobs.sweep() == 1
    assert done == [lost.pk]


WORKER = """
import os, sys, time, django
from django.conf import settings
os.environ["DJANGO_SETTINGS_MODULE"] = "school.settings.test"
django.setup()
settings.DATABASES["default"].update({database!r})
from school.foundation import history, jobs
def slow(job):
    history.record(job, "begun")
    print("begun", flush=True)
    time.sleep(60)
jobs.register("test.slow", slow)
jobs.run_job(int(sys.argv[1]))
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path):
    now = timezone.now()
    job = Job.objects.create(kind="test.slow", key="a", created_at=now, due_at=now)
    connection.commit() if connection.in_atomic_block else None
    name = connection.settings_dict["NAME"]
    script = tmp_path / "worker.py"
    script.write_text(textwrap.dedent(WORKER).replace("{database!r}", repr({"NAME": str(name)})))
    environment = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR)}
    worker = subprocess.Popen([sys.executable, str(script), str(job.pk)], stdout=subprocess.PIPE, env=environment, cwd=settings.BASE_DIR)
    assert worker.stdout is not None
    assert worker.stdout.readline().strip() == b"begun"
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    job.refresh_from_db()
    assert job.state == "running"
    jobs.register("test.slow", lambda job: done.append(job.pk))
    assert jobs.sweep() == 0  # its heart beat a moment ago
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=2))
    assert jobs.sweep() == 1
    job.refresh_from_db()
    assert (job.state, done, Event.objects.filter(verb="begun").count()) == ("done", [job.pk], 1)


@pytest.mark.django_db
def test_the_sweep_rings_for_what_lost_its_doorbell_and_leaves_what_is_not_due():
    now = timezone.now()
    common = {"kind": "test.count", "created_at": now, "state": "queued"}
    forgotten = Job.objects.create(key="forgotten", due_at=now - timedelta(minutes=1), **common)
    Job.objects.create(key="just rung", due_at=now, **common)
    Job.objects.create(key="later", due_at=now + timedelta(hours=1), **common)
    assert jobs.sweep() == 1
    assert done == [forgotten.pk]


@pytest.mark.django_db
def test_a_broker_that_is_away_fails_nobody_and_the_sweep_rings_later(settings, django_capture_on_commit_callbacks):
    from school.celery import app

    settings.JOBS_INLINE = False
    kept = app.conf.broker_url
    app.conf.broker_url = "redis://127.0.0.1:1/0"  # nobody listens
    try:
        with django_capture_on_commit_callbacks(execute=True):
            job = jobs.enqueue("test.count", key="a")
    finally:
        app.conf.broker_url = kept
    job.refresh_from_db()
    assert (job.state, done) == ("queued", [])
    settings.JOBS_INLINE = True
    Job.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert jobs.sweep() == 1
    assert done == [job.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["test.fail", "test.count"])
def test_job_that_fails_or_kills_its_worker_for_good_is_shown_and_its_owner_told(kind):
    told = []
    jobs.register(kind, lambda job: 1 / 0, given_up=lambda job: told.append((job.pk, job.error.strip())))
    now = timezone.now()
    before = jobs.MOST_ATTEMPTS - 1 if kind == "test.fail" else jobs.MOST_LOST
    job = Job.objects.create(kind=kind, key="a", created_at=now, due_at=now, attempts=before)
    assert jobs.run_job(job.pk) is False
    job.refresh_from_db()
    words = "ZeroDivisionError: division by zero" if kind == "test.fail" else "its worker was lost each time"
    assert (job.state, told) == ("failed", [(job.pk, words)])
    assert jobs.run_job(job.pk) is False
    assert len(told) == 1
