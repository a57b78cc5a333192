"""How many strangers' files are read at once on this machine: each reading is a process of its own with up to a second of CPU."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings

PLACES = 4
AGAIN = 5  # seconds after which it is worth asking again


class Busy(Exception):
    """Every place is taken."""


@contextmanager
def place() -> Iterator[None]:
    """One of the places, given back even by a process that is killed."""
    folder = settings.VAR_DIR / "reading"
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        for number in range(PLACES):
            file = opened.enter_context((folder / str(number)).open("w"))
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            break
        else:
            raise Busy
        yield
