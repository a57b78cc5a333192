"""One parent that starts, watches and ends its children."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from school.foundation.management.commands.serve import Child, Command

ENDLESS = [sys.executable, "-c", "import signal; signal.pause()"]
DEAF = [sys.executable, "-c", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); signal.pause()"]
SHORT = [sys.executable, "-c", ""]


@pytest.fixture
def command() -> Command:
    command = Command(stdout=io.StringIO(), stderr=io.StringIO())
    command.ending = threading.Event()
    return command


@pytest.fixture
def started() -> Iterator[list[Child]]:
    children: list[Child] = []
    yield children
    for child in children:
        if child.process is not None and child.process.poll() is None:
            child.process.kill()
            child.process.wait()


def start(children: list[Child], name: str, line: list[str]) -> Child:
    child = Child(name, line)
    children.append(child)
    child.start()
    return child


def test_serves_with_a_production_server_two_workers_and_a_clock() -> None:
    children = Command()._children("8123")
    assert [child.name for child in children] == ["web", "worker", "media", "beat"]
    assert "gunicorn" in children[0].command
    assert "127.0.0.1:8123" in children[0].command


def test_ended_child_is_gone_and_returns_at_once(command: Command, started: list[Child]) -> None:
    child = start(started, "worker", ENDLESS)
    command._end([child])
    assert child.dead


def test_child_that_does_not_listen_is_killed(started: list[Child]) -> None:
    child = Child("worker", DEAF)
    started.append(child)
    child.process = subprocess.Popen(DEAF, stdout=subprocess.PIPE, start_new_session=True)
    assert child.process.stdout is not None
    child.process.stdout.readline()  # it is deaf now
    child.ask_to_end()
    child.end(time.monotonic())
    assert child.process.returncode == -9


def test_child_that_never_began_ends_without_a_word(command: Command) -> None:
    command._end([Child("media", ENDLESS)])


def test_worker_that_died_is_started_again(command: Command, started: list[Child]) -> None:
    child = start(started, "worker", SHORT)
    first = child.process
    assert first is not None
    first.wait()
    child.started_at -= 60  # it had lived a minute
    child.command = ENDLESS
    command._restart_dead([child])
    assert child.process is not first
    assert not child.dead


def test_living_child_is_left_alone(command: Command, started: list[Child]) -> None:
    child = start(started, "worker", ENDLESS)
    process = child.process
    command._restart_dead([child])
    assert child.process is process


def test_web_server_that_dies_three_times_closes_the_school_and_says_why(command: Command, started: list[Child]) -> None:
    child = start(started, "web", SHORT)
    assert child.process is not None
    child.process.wait()
    child.quick_deaths = 2
    command._restart_dead([child])
    assert command.ending.is_set()
    assert "Is the port taken?" in command.stderr.getvalue()  # type: ignore[attr-defined]


def test_newcomer_is_told_where_the_school_is_and_who_may_enter(command: Command, settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO_PEOPLE = True
    words = command._words("http://127.0.0.1:8000")
    people = ("olena", "taras", "halyna", "petro", "oksana", "admin")
    assert [name for name in people if f"{name}@example.org" not in words] == []
    assert "http://127.0.0.1:8000/dev/mail/" in words


def test_public_installation_names_no_demo_people(command: Command, settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO_PEOPLE = False
    assert "@example.org" not in command._words("https://school.example.org")
