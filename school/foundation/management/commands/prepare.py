from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from school.foundation.broker import make_folders


class Command(BaseCommand):
    help = "Bring a machine to where the school can be served: database, cache table, static files, demo. Quick when nothing changed."

    def handle(self, *args: Any, **options: Any) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        call_command("compile_catalogues")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)
            if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
                call_command("createcachetable")
        self._static()
        make_folders()  # what the demo leaves to the workers waits there
        if getattr(settings, "DEMO_PEOPLE", False):
            call_command("create_demo", if_empty=True)

    def _static(self) -> None:
        """Collect when a source is newer than the last collection."""
        stamp = settings.VAR_DIR / "static.stamp"
        newest = max((path.stat().st_mtime for path in settings.STATICFILES_DIRS[0].rglob("*") if path.is_file()), default=0)
        lock = settings.BASE_DIR / "deploy" / "requirements" / "base.txt"
        newest = max(newest, lock.stat().st_mtime if lock.exists() else 0)
        if not stamp.exists() or stamp.stat().st_mtime < newest:
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.touch()
