"""What was watched goes with the person's data, and stays without a name."""

from __future__ import annotations

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from school.accounts.models import User
from school.foundation import jobs
from tests.factories.webinars import make_webinar, watch
from webinars.models import Stick, StickProgress, Viewing
from webinars.offline.stick import order_stick
from webinars.personal import export, forget

pytestmark = pytest.mark.django_db


def test_export_tells_what_was_watched_and_forgetting_leaves_the_count(olena: User, petro: User) -> None:
    webinar = make_webinar(seconds=600)
    watch(user=olena, webinar=webinar, segments=[[0, 60]], position=60)
    watch(user=petro, webinar=webinar, segments=[[0, 30]], position=30)
    assert export(olena) == [{"webinar": str(webinar), "watched": [(0, 60)], "percent": 10, "stopped_at": 60}]
    forget(olena)
    assert list(Viewing.objects.order_by("seconds").values_list("seconds", "position")) == [(30, 30), (60, 0)]


def test_sticks_are_exported_and_forgetting_takes_the_file_and_the_secret(
    olena: User, petro: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    webinar = make_webinar(seconds=600)
    mine, other = (order_stick(user=user, webinars=[webinar], form="video", language="uk") for user in (olena, petro))
    jobs.run_all()
    late = order_stick(user=olena, webinars=[webinar], form="light", language="uk")
    handed_in = StickProgress.objects.create(stick=mine, digest="0" * 64, data={webinar.code: [[0, 60]]}, taken_at=mine.created_at)
    told = {row["stick"]: row for row in export(olena)}
    assert set(told) == {mine.code, late.code}
    assert told[mine.code]["webinars"] == [str(webinar)]
    assert told[mine.code]["handed_in"] == [{"at": handed_in.taken_at.isoformat(), "watched": {webinar.code: [[0, 60]]}}]
    mine.refresh_from_db()
    name, storage = str(mine.file.name), mine.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        forget(olena)
    jobs.run_all()  # one that was still to be built
    assert not storage.exists(name)
    assert set(Stick.objects.filter(person=olena).values_list("file", "secret")) == {("", "")}
    assert StickProgress.objects.count() == 1
    other.refresh_from_db()
    assert storage.exists(str(other.file.name))
    assert other.secret
