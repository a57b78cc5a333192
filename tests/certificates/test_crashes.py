"""Real processes, really killed (SIGKILL) in the middle of issuing and of rendering."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from school.foundation.models import Job
from tests.factories.certificates import kyiv_year, make_completed, make_house
from tests.forked import workers

PLACES = ["numbered", "issued", "numbered", "drawn", "sealed", "filed", "told", "rendered"]


def database_for_others(folder: Path) -> str:
    """The test database as another process reaches it: on SQLite a copy, for the original lives in memory."""
    if connection.vendor == "sqlite":
        path = folder / "school.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        return f"sqlite:///{path}"
    at = connection.settings_dict
    who = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
    return f"postgres://{who}@{at['HOST'] or 'localhost'}:{at['PORT'] or 5432}/{at['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_or_doubled_wherever_the_worker_is_killed(tmp_path: Path) -> None:
    make_house()
    enrolments = [make_completed() for _ in range(3)]
    for row in enrolments:
        now = timezone.now()
        args = {"kind": "course", "key": row.code}
        Job.objects.create(kind="certificates.award", key=f"course:{row.code}", args=args, queue="documents", created_at=now, due_at=now)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "school.settings.dev", "VAR_DIR": str(tmp_path)}
    environment["DATABASE_URL"] = database_for_others(tmp_path)
    with workers("tests.certificates.worker", environment, tmp_path) as crew:
        for place in PLACES:
            crew.kill_at(place)
        told: dict[str, Any] = json.loads(crew.finish())
    assert told["numbers"] == [f"ШЕУ-{kyiv_year()}-{n:06d}" for n in (1, 2, 3)]
    assert told["awards"] == sorted(row.code for row in enrolments)
    assert told["counter"] == 3
    assert told["whole"] == [True, True, True]
    assert told["files"] == [[number, True, "B-B"] for number in told["numbers"]]
    assert told["letters"] == told["expected_letters"]
    assert len(list(tmp_path.rglob("*.pdf"))) == 3
