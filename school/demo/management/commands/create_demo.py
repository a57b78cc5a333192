from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.test.utils import override_settings

from school.accounts.models import User
from school.demo.school import make_school
from webinars.models import Cut
from webinars.recordings.cuts import prepare_cut


class Command(BaseCommand):
    help = "Fill an empty database with the demo school, in both languages, by the domain's own verbs."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are people already")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            if not options["if_empty"]:
                self.stderr.write("The database is not empty. `make demo` begins anew.")
                raise SystemExit(1)
            return
        with override_settings(JOBS_INLINE=True):
            make_school(self.stdout.write)
        if not settings.JOBS_INLINE:
            _prepare_recordings()


def _prepare_recordings() -> None:
    """Twenty minutes of film: workers make the small video, the sound and the segments while the school is open already."""
    for cut in Cut.objects.order_by("pk"):
        prepare_cut(cut=cut)
