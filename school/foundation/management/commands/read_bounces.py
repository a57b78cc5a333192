from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from school.foundation.bounces import take_report


class Command(BaseCommand):
    help = "Take delivery reports (RFC 3464) from files, Maildirs or standard input, and mark the letters that came back. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="*", help="files or Maildirs; none or - reads one message from standard input")
        parser.add_argument("--json", action="store_true", help="print {read, letters}")

    def handle(self, *args: Any, **options: Any) -> None:
        read, letters = 0, []
        for raw in _messages(options["paths"]):
            read += 1
            if letter := take_report(raw):
                letters.append({"letter": letter.pk, "purpose": letter.purpose, "status": letter.status, "reason": letter.failure})
        if options["json"]:
            self.stdout.write(json.dumps({"read": read, "letters": letters}, ensure_ascii=False))
            return
        for row in letters:
            self.stdout.write(f"letter {row['letter']} ({row['purpose']}): {row['status']} {row['reason']}")
        self.stdout.write(f"Messages read: {read}; letters of ours that came back: {len(letters)}.")


def _messages(paths: list[str]) -> Iterator[bytes]:
    if not paths or paths == ["-"]:
        yield sys.stdin.buffer.read()
        return
    for name in paths:
        path = Path(name)
        if not path.exists():
            raise CommandError(f"There is no {name}.")
        found = sorted(file for folder in ("new", "cur") for file in (path / folder).glob("*") if file.is_file()) if path.is_dir() else [path]
        yield from (file.read_bytes() for file in found)
