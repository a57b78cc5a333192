"""The first steps on the editor's front page: what this person can begin with, and where."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from courses.internships.models import Application
from courses.learning.desk import courses_on_desk
from courses.learning.models import CoursesIndexPage, Enrolment
from school.accounts.rules import is_coordinator

Step = dict[str, str]


def first_steps(user: Any) -> list[Step]:
    """Links a person may really follow, in the order of the work."""
    if is_coordinator(user):
        return [*_people(user), *_course_begun(user), *_house(user)]
    return [*_course_begun(user), *_course_made(user), *_house(user)]


def _people(user: Any) -> list[Step]:
    requests, applications = Enrolment.objects.undecided().count(), Application.objects.undecided().count()
    return [
        _step(
            _("Let people in"),
            _("Open a run on the course's report, enrol a list, decide on requests. Requests waiting: %(n)d.") % {"n": requests},
            reverse("learning:teach"),
        ),
        _step(
            _("Choose people for an internship day"),
            _("Applications, places, decisions. Applications waiting: %(n)d.") % {"n": applications},
            reverse("internships:teach_days"),
        ),
        _step(_("Look after certificates"), _("Correct a name, replace, revoke."), reverse("certificates:register")),
    ]


def _course_begun(user: Any) -> list[Step]:
    index = CoursesIndexPage.objects.order_by("pk").first()
    if index is None or not index.permissions_for_user(user).can_add_subpage():
        return []
    add = reverse("wagtailadmin_pages:add", args=["learning", "coursepage", index.pk])
    return [
        _step(_("Begin a course"), _("Give its title, whom it is for, its hours. Save the draft: only you see it."), add),
        _step(
            _("Add modules, lessons and a test"),
            _("Open the course and press the plus beside its title: first a module, in it lessons and a test. Drag the rows to put them in order."),
            reverse("wagtailadmin_explore", args=[index.pk]),
        ),
    ]


def _course_made(user: Any) -> list[Step]:
    """What follows once there is a course to look at."""
    courses = courses_on_desk(user)
    if not courses:
        return []
    edit = reverse("wagtailadmin_pages:edit", args=[courses[0].page.pk])
    steps = [
        _step(
            _("See it as learners will"), _("In the editor press the phone at the top: the preview opens beside the text, as wide as a phone."), edit
        ),
        _step(
            _("Publish, now or on a day"),
            _("At the bottom of the editor the arrow beside «Save draft» holds «Publish». The day is set at the top, under the letter i."),
            edit,
        ),
    ]
    if any(course.record for course in courses):
        steps += [_step(_("See who learns"), _("How far each person of your courses is."), reverse("learning:teach"))]
    return steps


def _house(user: Any) -> list[Step]:
    offers = [
        ("foundation.change_letterwording", _("Word the letters"), _("What the school writes on each occasion."), "wagtailsnippets_foundation_letterwording:list", []),
        ("accounts.change_user", _("People and roles"), _("Invite a trainer or a coordinator."), "wagtailusers_users:index", []),
        (
            "foundation.change_centresettings", _("Settings of the centre"), _("Name, address, signatories, series of certificates."),
            "wagtailsettings:edit", ["foundation", "centresettings"],
        ),
    ]  # fmt: skip
    return [_step(title, about, reverse(name, args=args)) for permission, title, about, name, args in offers if user.has_perm(permission)]


def _step(title: str, about: str, url: str) -> Step:
    return {"title": title, "about": about, "url": url}


class FirstSteps(Component):
    order = 10
    template_name = "dashboard/first_steps.html"

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"steps": first_steps(self.user)}


@hooks.register("construct_homepage_panels")
def first_steps_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(FirstSteps(request.user))


@hooks.register("construct_help_menu")
def keep_help_at_home(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's news and guide stand on another host and in English: the first steps are on the front page."""
    items[:] = [item for item in items if not item.url.startswith(("http:", "https:"))]
