"""Tests over real files of other programs: they lie beside the project, and are never part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
collect_ignore_glob = [] if SAMPLES.is_dir() else ["test_*.py"]


def pytest_report_header(config: pytest.Config) -> str:
    return "samples: read" if SAMPLES.is_dir() else "samples: not here, tests/samples is not collected"


@pytest.fixture
def samples() -> Path:
    return SAMPLES
