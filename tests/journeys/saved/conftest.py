"""One browser on a line that can be cut, before a school whose answers can fail."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from courses.learning.enrolment import enrol
from courses.learning.models import CourseRun
from school.accounts.models import User

from ..conftest import SCREENS, WIDTHS
from ..line import Line
from ..served import School
from ..visitor import Visitor
from .faulty import Faults
from .steps import course

CUT = re.compile(r"net::ERR_|Failed to fetch|Load failed|NetworkError|ServiceWorker")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Before the database is made: the Playwright of another file may run its loop in this thread already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def faults(transactional_db: None) -> Iterator[Faults]:
    made = Faults()
    yield made
    made.stop()


@pytest.fixture
def line(faults: Faults) -> Iterator[Line]:
    made = Line(faults.address)
    yield made
    made.cut()


@pytest.fixture
def device(line: Line, chromium: Browser, tmp_path: object) -> Iterator[Visitor]:
    """One browser, in which people sign in and out. What it says about cuts and faults is expected, the rest is not."""
    SCREENS.mkdir(exist_ok=True)
    context = chromium.new_context(viewport={"width": WIDTHS["phone"], "height": 900}, base_url=line.address, locale="uk", timezone_id="Europe/Kyiv")
    person = Visitor(context, School(line.address, SCREENS), SCREENS / "trouble-375")
    yield person
    complaints = [text for text in person.complaints if not CUT.search(text)]
    context.close()
    assert complaints == []


@pytest.fixture
def run(transactional_db: None, olena: User, petro: User) -> CourseRun:
    """Two lessons that Olena and Petro both take."""
    found = course("Основи е-урядування")
    for user in (olena, petro):
        enrol(user=user, run=found)
    return found
