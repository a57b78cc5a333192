from __future__ import annotations

from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Fail when a sentence people read has no Ukrainian words."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        left = [
            (source, entry)
            for folder in settings.LOCALE_PATHS
            for source in sorted(folder.glob("*/LC_MESSAGES/*.po"))
            for entry in polib.pofile(str(source))
            if not entry.obsolete and (not entry.translated() or entry.fuzzy)
        ]
        for source, entry in left[:50]:
            self.stderr.write(f"{source.parent.parent.name}: {entry.msgid!r}")
        if left:
            raise SystemExit(f"{len(left)} sentences are not translated.")
        self.stdout.write("Catalogues are complete.")
