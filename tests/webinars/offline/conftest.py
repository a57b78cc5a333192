"""A recording, and a stick with it that was built two hours ago."""

from __future__ import annotations

import pytest

from school.accounts.models import User
from tests.factories.sticks import built
from tests.factories.webinars import make_webinar
from webinars.models import Stick, Webinar


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(seconds=600)


@pytest.fixture
def stick(webinar: Webinar, olena: User) -> Stick:
    """Built two hours ago, so that there was time to watch."""
    return built(olena, [webinar], hours=2)
