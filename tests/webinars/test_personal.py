"""What was watched goes with the person's data, and stays without a name."""

from __future__ import annotations

import pytest

from school.accounts.models import User
from tests.factories.webinars import make_webinar
from webinars.models import Viewing, WatchedSegment
from webinars.personal import export, forget
from webinars.watching import record_watching

pytestmark = pytest.mark.django_db


def test_export_tells_what_was_watched_and_forgetting_leaves_the_count(olena: User, petro: User) -> None:
    webinar = make_webinar(seconds=600)
    record_watching(user=olena, webinar=webinar, segments=[[0, 60]], position=60)
    record_watching(user=petro, webinar=webinar, segments=[[0, 30]], position=30)
    assert export(olena) == [{"webinar": str(webinar), "watched": [(0, 60)], "percent": 10, "stopped_at": 60}]
    forget(olena)
    assert list(Viewing.objects.values_list("user", flat=True)) == [petro.pk]
    assert WatchedSegment.objects.count() == 2
