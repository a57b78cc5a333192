from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms.search.indexing import rebuild
from cms.search.models import SearchThing


class Command(BaseCommand):
    help = "Index everything anew. The search goes on answering meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild(self.stdout.write)
        failed = SearchThing.objects.filter(failures__gt=0)
        for thing in failed:
            self.stderr.write(f"{thing}: {thing.problem}")
        self.stdout.write(f"{count} indexed, {failed.count()} failed.")
        if failed:
            raise SystemExit(1)
