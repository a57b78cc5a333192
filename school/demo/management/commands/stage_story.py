from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from courses.internships.models import InternshipDay
from school.accounts.models import User
from school.demo.people import PASSWORD
from school.demo.story.acts import Story, others_apply
from school.demo.story.cast import make_cast, who_signs_in
from school.demo.story.stages import ACTS, stage


class Command(BaseCommand):
    help = "Add a day to the demo school as an act of the story in docs/tour-internship.md begins. Each call makes another day."

    def add_arguments(self, parser: Any) -> None:
        titles = "; ".join(f"{number} {act.title}" for number, act in ACTS.items())
        parser.add_argument("--act", type=int, action="append", choices=sorted(ACTS), default=[], help=f"may be repeated: {titles}")
        parser.add_argument("--others", metavar="CODE", help="let the other people of the story apply for this day, as between acts 2 and 3")

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO_PEOPLE", False):
            raise CommandError("The story is played in the demo school only: its people have a password that everybody knows.")
        if not options["act"] and not options["others"]:
            raise CommandError("Say which act: --act 3.")
        if options["others"]:
            self._others(options["others"])
        for number in options["act"]:
            story = stage(number)
            self.stdout.write(f"Act {number}, {ACTS[number].title}: {story.day.date:%d.%m.%Y}, {_address(story.code)}")
        if options["act"]:
            self.stdout.write(f"Sign in as halyna@example.org (coordinates), {', '.join(who_signs_in())}; the password is {PASSWORD}")

    def _others(self, code: str) -> None:
        day = InternshipDay.objects.get(code=code)
        others_apply(Story(code, day.date, make_cast(), User.objects.get(email="halyna@example.org")))
        self.stdout.write(f"The others have applied: {_address(code)}")


def _address(code: str) -> str:
    return settings.PUBLIC_URL + reverse("internships:teach_day", args=[code])
