from __future__ import annotations

import json
from html import unescape
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.html import strip_tags
from django.utils.translation import get_language

from cms.search.querying import search
from cms.search.sources import PUBLIC


class Command(BaseCommand):
    help = "Ask the search what a stranger would find. With --json a list of {title, url, kind, passage}."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("query")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--most", type=int, default=20)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = search(options["query"], tags={PUBLIC}, language=get_language() or "uk", size=options["most"])
        except DatabaseError as problem:
            raise CommandError(f"The index cannot be read. `manage.py rebuild_search` makes it anew. ({problem})") from problem
        rows = [{"title": hit.title, "url": hit.url, "kind": hit.kind.name, "passage": unescape(strip_tags(hit.passage))} for hit in found.hits]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            self.stdout.write(f"{row['title']}  {row['url']}\n    {row['passage']}")
        self.stdout.write(f"{found.total}")
