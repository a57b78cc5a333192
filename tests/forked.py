"""Workers to be killed: each is forked from a process that has loaded the school once, for the loading takes four seconds and the dying none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings


def serve(main: Callable[[str], None]) -> None:
    """In the process that has loaded: a line of stdin is a worker of its own, which says its id first; its end is told after it."""
    for line in sys.stdin:
        worker = os.fork()
        if not worker:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            print(os.getpid(), flush=True)
            main(line.strip())
            sys.exit()
        _pid, status = os.waitpid(worker, 0)
        print("ended", os.waitstatus_to_exitcode(status), flush=True)


class Workers:
    def __init__(self, talk: subprocess.Popen[str], errors: Path) -> None:
        assert talk.stdin is not None
        assert talk.stdout is not None
        self.into: IO[str] = talk.stdin
        self.out: IO[str] = talk.stdout
        self.errors = errors

    def _says(self) -> str:
        said = self.out.readline().strip()
        assert said, self.errors.read_text()[-2000:]
        return said

    def _begin(self, place: str) -> int:
        print(place, file=self.into, flush=True)
        return int(self._says())

    def kill_at(self, place: str) -> None:
        worker = self._begin(place)
        said = self._says()
        assert said == "HERE", f"{place} was not reached: {said} {self.errors.read_text()[-2000:]}"
        os.kill(worker, signal.SIGKILL)
        assert self._says() == f"ended {-signal.SIGKILL}"

    def finish(self) -> str:
        """One that is left to work to its end; what it says there."""
        self._begin("")
        said = self._says()
        assert self._says() == "ended 0", self.errors.read_text()[-2000:]
        return said


@contextmanager
def workers(module: str, environment: dict[str, str], folder: Path) -> Iterator[Workers]:
    errors = folder / "errors.txt"
    with errors.open("w") as to, subprocess.Popen(
        [sys.executable, "-m", module], cwd=settings.BASE_DIR, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=to, text=True
    ) as talk:  # fmt: skip
        try:
            yield Workers(talk, errors)
        finally:
            talk.kill()
