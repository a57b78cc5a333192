"""`verify_certificate FILE`: four answers about a file, as the page gives them. Exit code 0 only when all are good."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.reading.places import Busy
from certificates.reading.process import LARGEST
from certificates.verifying.answers import Checked
from certificates.verifying.files import check_file, refused_as_too_large

MARKS = {True: "+", False: "-", None: "?"}


class Command(BaseCommand):
    help = "Verify a certificate: a PDF, a picture, a badge or a credential."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="{integrity, signature, register, revocation}, each {ok, words}")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            checked = refused_as_too_large() if path.stat().st_size > LARGEST else check_file(path.read_bytes())
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}", returncode=2) from problem
        except Busy as problem:
            raise CommandError("Many files are being checked right now. Try again in a moment.", returncode=2) from problem
        self.stdout.write(json.dumps(checked.plain, ensure_ascii=False, indent=1) if options["json"] else _lines(checked))
        if not checked.fine:
            sys.exit(1)


def _lines(checked: Checked) -> str:
    rows = [f"{MARKS[row.ok]} {name}: {row.words}" for name, row in checked.answers.items()]
    return "\n".join([f"{checked.headline.title}. {checked.headline.lead}", *rows])
