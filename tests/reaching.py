"""`--reaching-database`: on a second database only the tests that reach one, and how many said the same as on the first is told."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest

# What pytest-django does not guard: settings of the machine, and processes that read them for themselves.
OUTSIDE = re.compile(r"subprocess|environ|connection|DATABASE|REDIS|BROKER|CACHES|celery|manage\.py")
_left: dict[str, int] = {}  # by worker; the controller gathers


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--reaching-database", action="store_true", help="leave out tests that could not reach a database if they tried")


def reaches(item: pytest.Item) -> bool:
    """pytest-django refuses the database to a test that did not ask for it; a file that goes outside by itself is run whole."""
    asked = item.get_closest_marker("django_db") or "_django_db_helper" in getattr(item, "fixturenames", ())
    return bool(asked or OUTSIDE.search(inspect.getsource(item.module)))  # type: ignore[attr-defined]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("reaching_database"):
        return
    left = [item for item in items if not reaches(item)]
    _left["here"] = len(left)
    items[:] = [item for item in items if item not in set(left)]
    config.hook.pytest_deselected(items=left)
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = len(left)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    _left[node.gateway.id] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if terminalreporter.config.getoption("reaching_database"):
        terminalreporter.write_line(f"{max(_left.values(), default=0)} tests that reach no database are not run again on this one")
