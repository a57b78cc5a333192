"""One parent, four children: web, two workers, beat. Ends them all, restarts the one that dies."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from school.foundation.broker import make_folders

GRACE = 10  # seconds between asking and killing
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def _tie_to_parent() -> None:
    """The kernel ends a child whose parent was killed; its own group keeps Ctrl-C for the parent alone."""
    os.setsid()
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def answers(port: str) -> bool:
    """Asked under the public name: in production the site knows no other."""
    connection = HTTPConnection("127.0.0.1", int(port), timeout=2)
    try:
        connection.request("GET", "/healthz/", headers={"Host": urlsplit(settings.PUBLIC_URL).netloc})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


class Child:
    def __init__(self, name: str, command: list[str]) -> None:
        self.name, self.command = name, command
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.quick_deaths = 0

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(self.command, preexec_fn=_tie_to_parent, stdin=subprocess.DEVNULL)

    @property
    def dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self, until: float) -> None:
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(until - time.monotonic(), 0.1))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # whatever is left of its group
        self.process.wait()


class Command(BaseCommand):
    help = "Serve the school with its workers until Ctrl-C."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--prepare", action="store_true", help="first bring the machine to where the school can be served")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["prepare"]:
            call_command("prepare", stdout=self.stdout)
            connections.close_all()
        self.ending = threading.Event()
        port = os.environ.get("PORT", "8000")
        os.environ.setdefault("PUBLIC_URL", f"http://127.0.0.1:{port}")
        make_folders()
        children = self._children(port)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.ending.set())
        children[0].start()
        threading.Thread(target=self._greet, args=(port, children[1:]), daemon=True).start()
        while not self.ending.wait(0.5):
            self._restart_dead(children)
        self._end(children)

    def _children(self, port: str) -> list[Child]:
        python = sys.executable
        web = [
            python, "-m", "gunicorn", "school.wsgi:application", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "2",
            "--threads", "4", "--preload", "--graceful-timeout", "5", "--timeout", "60", "--log-level", "warning", "--worker-tmp-dir", "/dev/shm",
            "--no-control-socket",
        ]  # fmt: skip
        celery = [python, "-m", "celery", "-A", "school", "--quiet", "--skip-checks"]
        worker = ["worker", "--pool", "threads", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
        return [
            Child("web", web),
            Child("worker", [*celery, *worker, "-c", "2", "-Q", "default,mail,documents", "-n", "main@%h"]),
            Child("media", [*celery, *worker, "-c", "1", "-Q", "media", "-n", "media@%h"]),
            Child("beat", [*celery, "beat", "--loglevel", "WARNING", "--pidfile=", "--schedule", str(settings.VAR_DIR / "beat")]),
        ]

    def _greet(self, port: str, others: list[Child]) -> None:
        """The site first: workers start once it answers, so that a second start is quick."""
        address = f"http://127.0.0.1:{port}"
        for _try in range(600):
            if self.ending.wait(0.1):
                return
            if answers(port):
                break
        for child in others:
            if not self.ending.is_set():
                child.start()
        self.stdout.write(self._words(address))
        self.stdout.flush()

    def _words(self, address: str) -> str:
        lines = ["", f"  The school is open: {address}", f"  Editor: {address}/cms/", ""]
        if getattr(settings, "DEMO_PEOPLE", False):
            lines += [
                "  Demo people (password vinnytsia-2012):",
                "    olena@example.org   learns            taras@example.org   teaches",
                "    halyna@example.org  coordinates       oksana@example.org  heads a personnel office",
                "    petro@example.org   is a stranger     admin@example.org   administers",
                f"  Letters it writes: {address}/dev/mail/",
                "",
            ]
        return "\n".join([*lines, "  Ctrl-C closes it.", ""])

    def _restart_dead(self, children: list[Child]) -> None:
        for child in children:
            if not child.dead or self.ending.is_set():
                continue
            lived = time.monotonic() - child.started_at
            child.quick_deaths = child.quick_deaths + 1 if lived < 10 else 0
            if child.name == "web" and child.quick_deaths >= 3:
                self.stderr.write("The web server does not start; see the lines above. Is the port taken? Try PORT=8001 make run")
                self.ending.set()
                return
            if self.ending.wait(min(2**child.quick_deaths, 30) - 1):
                return
            child.start()

    def _end(self, children: list[Child]) -> None:
        self.stdout.write("Closing …")
        until = time.monotonic() + GRACE
        for child in children:
            child.ask_to_end()
        for child in children:
            child.end(until)
