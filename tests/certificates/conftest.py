from __future__ import annotations

import pytest

from school.foundation.centre import CentreSettings
from tests.factories.certificates import make_house


@pytest.fixture
def house(db: None) -> CentreSettings:
    return make_house()
