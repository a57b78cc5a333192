"""The really served demo school, and a browser that tells on every page it opens."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from .served import PATIENCE, ROOT, School
from .story import act_of, stage
from .visitor import Visitor

expect.set_options(timeout=PATIENCE * 500)
SCREENS = Path(__file__).parent / "screens"
PARTS = 5  # the parent, web, two workers, beat
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # no other host is ever reached
WIDTHS = {"wide": 1280, "phone": 375}


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """`manage.py prepare` and `manage.py serve` as `make run` calls them: web, two workers, beat. Ends as by Ctrl-C."""
    folder, port = tmp_path_factory.mktemp("school"), free_port()
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "BROKER_URL", "PUBLIC_URL")}
    env |= {"VAR_DIR": str(folder), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "school.settings.dev", "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=env, stdout=log, stderr=log)
    served = School(f"http://127.0.0.1:{port}", folder)
    try:
        served.wait_until_open(process)
        yield served
        assert len(served.processes()) >= PARTS, served.processes()
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(PATIENCE)
    assert code == 0, (folder / "serve.log").read_text()
    assert not served.answers(), "something still listens after Ctrl-C"
    assert served.processes() == [], "children outlived Ctrl-C"


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """`launch("--a-switch")`: one more Chromium. All are driven by one Playwright: a process can hold no second one."""
    path = shutil.which("chromium")
    assert path, "Chromium is missing: `deploy/setup chromium` installs it"
    with sync_playwright() as playwright:

        def one(*switches: str) -> Browser:
            return playwright.chromium.launch(executable_path=path, args=["--no-sandbox", ALONE, *switches])

        yield one


@pytest.fixture(scope="session")
def chromium(launch: Callable[..., Browser]) -> Iterator[Browser]:
    browser = launch("--disable-quic", "--disable-background-networking")
    yield browser
    browser.close()


@pytest.fixture(params=list(WIDTHS))
def width(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def arrive(chromium: Browser, school: School, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """`arrive("phone", "olena@example.org")`: a new person at that width, signed in; without an address a stranger."""
    SCREENS.mkdir(exist_ok=True)
    story = request.node.originalname.removeprefix("test_")[:40]
    people: list[Visitor] = []

    def come(width: str, email: str = "", **options: object) -> Visitor:
        context = chromium.new_context(
            viewport={"width": WIDTHS[width], "height": 900}, base_url=school.address, locale="uk", timezone_id="Europe/Kyiv", **options
        )  # type: ignore[arg-type]
        person = Visitor(context, school, SCREENS / f"{story}-{WIDTHS[width]}")
        people.append(person)
        if email:
            person.sign_in(email)
        return person

    yield come
    for person in people:
        complaints = person.complaints
        person.context.close()
        assert complaints == []


@pytest.fixture
def visitor(arrive: Callable[..., Visitor], width: str) -> Callable[..., Visitor]:
    """`visitor("olena@example.org")`: a new person at the width of this test."""
    return partial(arrive, width)


@pytest.fixture(scope="module")
def staged(school: School, request: pytest.FixtureRequest) -> dict[int, str]:
    """Days for the acts that this file plays: another file may be played beside it in a school of its own."""
    return stage(school, sorted({act for item in request.session.items if item.path == request.path and (act := act_of(item))}))


@pytest.fixture
def day(staged: dict[int, str], request: pytest.FixtureRequest) -> str:
    """The code of the day that this act begins with."""
    act = act_of(request.node)
    assert act is not None
    return staged[act]
