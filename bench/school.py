"""The school that is measured: the demo's real pages in both languages, made by its verbs; people come from crowd.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from bench.models import BarePage
from courses.learning.enrolment import enrol
from courses.learning.models import Course, CoursePage, CourseRun, Enrolment, ScheduledActivity
from courses.learning.runs import open_run
from school.accounts.models import User
from school.dashboard.roles import COORDINATOR, ensure_roles
from school.demo import content, courses, house, people, site, topics
from tests.factories.accounts import make_person

COURSE = "digital-multimedia"  # the longest lessons of the demo: five pages of text, pictures, tables
VIEWED, MARKED = "light-and-frame", "inside-the-file"


@dataclass
class School:
    bare_url: str
    course_url: str
    catalogue_url: str
    run: CourseRun
    olena: User
    halyna: User
    enrolment: Enrolment
    crowd: list[Enrolment] = field(default_factory=list)

    def activity(self, slug: str) -> ScheduledActivity:
        """A step of the run by the slug of its page in the demo."""
        return self.run.activities.select_related("activity").get(activity__key=courses.key_of(COURSE, slug))

    def step_url(self, slug: str) -> str:
        return reverse("learning:activity", args=[self.run.code, self.activity(slug).activity.code])

    @property
    def report_url(self) -> str:
        return reverse("learning:run", args=[self.run.code])


def make_school() -> School:
    homes = site.make_homes()
    sections = site.make_sections(homes)
    site.make_centre_pages(homes)
    house.make_settings()
    house.make_templates()
    ensure_roles()
    topics.make_topics(sections["library"])
    cast = people.make_cast(people.make_consent_text())
    cards = list(people.make_instructors(cast).values())[:2]
    made = {slug: courses.make_course(slug, sections["courses"], cards, []) for slug in content.course_slugs()}
    runs = {slug: _open(course, cast["halyna"]) for slug, course in made.items()}
    bare = homes["uk"]
    bare.refresh_from_db()
    page = bare.add_child(instance=BarePage(title="Гола сторінка", slug="bare", locale=bare.locale))
    halyna = make_person("bench-coordinator@example.org", groups=(COORDINATOR,), is_staff=True)
    Authenticator.objects.create(user=halyna, type=Authenticator.Type.TOTP, data={})  # production asks staff for a second factor
    olena = cast["olena"]
    return School(
        bare_url=page.get_url(),
        course_url=CoursePage.objects.get(translation_key=courses.key_of(COURSE), locale__language_code="uk").get_url(),
        catalogue_url=sections["courses"]["uk"].get_url(),
        run=runs[COURSE],
        olena=olena,
        halyna=halyna,
        enrolment=enrol(user=olena, run=runs[COURSE]),
    )


def _open(course: Course, actor: User) -> CourseRun:
    return open_run(course=course, actor=actor, name_uk="Осінь", name_en="Autumn", capacity=12_000, **run_dates())


def run_dates() -> dict[str, datetime]:
    now = timezone.now()
    return {"enrolment_opens_at": now - timedelta(days=40), "starts_at": now - timedelta(days=30), "ends_at": now + timedelta(days=60)}
