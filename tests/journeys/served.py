"""The served school as tests reach it from outside: its address, its letters."""

from __future__ import annotations

import contextlib
import email
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds a slow machine may take for something that must happen


class School:
    def __init__(self, address: str, folder: Path) -> None:
        self.address, self.folder = address, folder

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz/", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def wait_until_open(self, process: subprocess.Popen[bytes]) -> None:
        self.until(lambda: self.answers() or process.poll() is not None, "the school did not open")
        assert process.poll() is None, (self.folder / "serve.log").read_text()

    def processes(self) -> list[str]:
        """Command lines of everything that serves this school, children of children too: they share its VAR_DIR."""
        mark, found = f"VAR_DIR={self.folder}\0".encode(), []
        for place in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # ended meanwhile, or not ours to read
                if mark in (place / "environ").read_bytes():
                    found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        return found

    @staticmethod
    def until(done: object, otherwise: str) -> None:
        """Look again and again until it is so; PATIENCE only bounds a failure."""
        pause, over = threading.Event(), time.monotonic() + PATIENCE
        while time.monotonic() < over:
            if done():  # type: ignore[operator]
                return
            pause.wait(0.2)
        raise AssertionError(otherwise)

    def letters_to(self, address: str) -> list[EmailMessage]:
        found = []
        for path in sorted((self.folder / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime_ns):
            for part in path.read_bytes().split(b"-" * 79 + b"\n"):
                if address.encode() not in part:  # most are to others, and reading a letter takes its time
                    continue
                message = email.message_from_bytes(part.strip(), policy=default)
                if address in str(message["To"]):
                    assert isinstance(message, EmailMessage)
                    found.append(message)
        return found

    def letter(self, address: str, subject: str, about: str = "") -> EmailMessage:
        """The last letter to that person whose subject, and text, hold these words; waits for the worker to send it."""
        found: list[EmailMessage] = []

        def came() -> bool:
            found[:] = [row for row in self.letters_to(address) if subject in str(row["Subject"]) and about in text_of(row)]
            return bool(found)

        self.until(came, f"no letter «{subject}» to {address}; came: {[str(row['Subject']) for row in self.letters_to(address)]}")
        return found[-1]

    def link_in(self, address: str, subject: str, part: str, about: str = "") -> str:
        """The path of the link in that letter's plain text that holds `part`."""
        text = text_of(self.letter(address, subject, about))
        links = [link for link in re.findall(r"https?://\S+", text) if part in link]
        assert links, text
        return links[0].removeprefix(self.address)

    def manage(self, *words: str) -> str:
        """What a management command says beside the served school."""
        env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "BROKER_URL")}
        env |= {"VAR_DIR": str(self.folder), "DJANGO_SETTINGS_MODULE": "school.settings.dev", "PUBLIC_URL": self.address}
        return subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""
