"""A batch whose worker is really killed (SIGKILL) at every step."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.certificates.batches.test_issuing import begin, make_run
from tests.certificates.test_crashes import database_for_others
from tests.factories.certificates import kyiv_year, make_house
from tests.forked import workers

PLACES = ["numbered", "row", "numbered", "row", "listed", "drawn", "filed", "told", "rendered"]


@pytest.mark.django_db(transaction=True)
def test_batch_loses_and_doubles_nothing_wherever_its_worker_is_killed(tmp_path: Path, settings: Any) -> None:
    settings.JOBS_INLINE = False
    settings.CELERY_BROKER_URL = "memory://"
    make_house()
    batch = begin(make_run(3))
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "school.settings.dev", "VAR_DIR": str(tmp_path)}
    environment["DATABASE_URL"] = database_for_others(tmp_path)
    with workers("tests.certificates.worker", environment, tmp_path) as crew:
        for place in PLACES:
            crew.kill_at(place)
        told: dict[str, Any] = json.loads(crew.finish())
    assert told["numbers"] == [f"ШЕУ-{kyiv_year()}-{n:06d}" for n in (1, 2, 3)]
    assert told["awards"] == sorted(batch.rows.values_list("award_key", flat=True))
    assert told["counter"] == 3
    assert told["whole"] == [True, True, True]
    assert told["letters"] == told["expected_letters"]
    assert len(list(tmp_path.rglob("*.pdf"))) == 3
