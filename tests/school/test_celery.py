"""Doorbells: every clock rings a task that exists, every queue has a worker, a killed worker's message comes back."""

from __future__ import annotations

import pytest
from django.conf import settings

from school.celery import app
from school.foundation import jobs
from school.foundation.management.commands.serve import Command

WORKED = {
    queue for child in Command()._children("8000") if "-Q" in child.command for queue in child.command[child.command.index("-Q") + 1].split(",")
}


@pytest.fixture(scope="module", autouse=True)
def tasks() -> None:
    app.loader.import_default_modules()


@pytest.mark.parametrize("name", settings.CELERY_BEAT_SCHEDULE)
def test_clock_rings_a_task_that_exists(name: str) -> None:
    assert settings.CELERY_BEAT_SCHEDULE[name]["task"] in app.tasks


def test_every_kind_of_job_has_a_worker_that_media_does_not_hold_up() -> None:
    assert {"default", "mail", "documents", "media"} == WORKED
    assert {queue for _handler, queue in jobs._handlers.values()} <= WORKED
    assert app.conf.task_default_queue in WORKED


def test_message_is_gone_only_when_the_work_is_done() -> None:
    assert (app.conf.task_acks_late, app.conf.worker_prefetch_multiplier, app.conf.task_ignore_result) == (True, 1, True)


def test_what_lost_its_doorbell_is_rung_for_twice_a_minute() -> None:
    assert settings.CELERY_BEAT_SCHEDULE["sweep"]["schedule"] == 30.0


def test_clock_of_the_school_is_kyivs() -> None:
    assert app.conf.timezone == "Europe/Kyiv"
