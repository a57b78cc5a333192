from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from certificates.signing.making import ensure_demonstration
from school.foundation.centre import CentreSettings
from tests.factories.seals import sheet


@pytest.fixture
def keys(settings: Any, tmp_path: Path, house: CentreSettings) -> Path:
    """An empty folder for keys; nothing was made in it yet."""
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR / "seal"


@pytest.fixture
def demonstration(keys: Path) -> Path:
    ensure_demonstration()
    return keys / "0001"


@pytest.fixture(scope="session")
def pdf() -> bytes:
    """A sheet of paper, not sealed."""
    return sheet()
