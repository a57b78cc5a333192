"""The organisation's seals: list them, add a demonstration one, ask an authority for a certificate, put its answer in place."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from certificates.signing import keys, making


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--new", action="store_true", help="add a demonstration key; it signs as long as there is no other kind")
        what.add_argument("--request", action="store_true", help="make a key and a request (CSR) for an authority")
        what.add_argument("--install", metavar="CERT.pem", help="the authority's certificate, followed by those of its issuers")
        parser.add_argument("--json", action="store_true", help="list as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new"]:
            making.make_demonstration()
        elif options["request"]:
            self.stdout.write(f"{making.make_request()}: send this file to the authority, then --install what it answers.")
            return
        elif options["install"]:
            self._install(Path(options["install"]))
        self._list(as_json=options["json"])

    def _install(self, path: Path) -> None:
        try:
            making.install(path.read_bytes())
        except (OSError, making.NotInstalled) as problem:
            raise CommandError(str(problem)) from problem

    def _list(self, *, as_json: bool) -> None:
        rows = [_told(key) for key in keys.known_keys()]
        try:
            signs, trouble = keys.signing_key().id, ""
        except keys.SealTrouble as found:
            signs, trouble = "", str(found.trouble)
        if as_json:
            self.stdout.write(json.dumps({"keys": rows, "signs": signs, "trouble": trouble}, ensure_ascii=False, indent=2, default=str))
        else:
            for row in rows:
                mark = "signs" if row["id"] == signs else ""
                self.stdout.write(f"{row['id']:16} {row['kind']:8} {row['begins']:%d.%m.%Y}–{row['ends']:%d.%m.%Y} {row['subject']} {mark}".rstrip())
        if trouble:
            raise CommandError(f"Nothing can be sealed: {trouble}.")


def _told(key: keys.KnownKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "kind": key.kind,
        "subject": key.certificate.subject.rfc4514_string(),
        "issuer": key.certificate.issuer.rfc4514_string(),
        "sha256": keys.fingerprint(key.certificate),
        "begins": key.begins,
        "ends": key.ends,
        "demonstration": key.demonstration,
        "over": key.ends < timezone.now(),
    }
