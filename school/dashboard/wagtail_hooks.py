"""The first steps on the editor's front page: what this person can begin with, and where."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from courses.learning.models import CoursesIndexPage
from courses.learning.rules import courses_seen_by
from school.accounts.rules import is_coordinator

Step = dict[str, str]


def first_steps(user: Any) -> list[Step]:
    """Links a person may really follow, in the order of the work."""
    steps = [*_courses(user)]
    if is_coordinator(user):
        steps += [
            _step(_("Let people in"), _("Open a run on the course's report, approve requests, enrol a list."), reverse("learning:teach")),
            _step(_("Choose people for an internship day"), _("Applications, places, decisions."), reverse("internships:teach_days")),
            _step(_("Look after certificates"), _("Correct a name, replace, revoke."), reverse("certificates:register")),
        ]
    elif courses_seen_by(user).exists():
        steps += [_step(_("See who learns"), _("How far each person of your courses is."), reverse("learning:teach"))]
    if user.has_perm("foundation.change_letterwording"):
        steps += [
            _step(_("Word the letters"), _("What the school writes on each occasion."), reverse("wagtailsnippets_foundation_letterwording:list"))
        ]
    if user.has_perm("accounts.change_user"):
        steps += [_step(_("People and roles"), _("Invite a trainer or a coordinator."), reverse("wagtailusers_users:index"))]
    return steps


def _courses(user: Any) -> list[Step]:
    index = CoursesIndexPage.objects.order_by("pk").first()
    if index is None or not index.permissions_for_user(user).can_add_subpage():
        return []
    add = reverse("wagtailadmin_pages:add", args=["learning", "coursepage", index.pk])
    return [
        _step(_("Begin a course"), _("A course holds modules, a module holds lessons and a test. Save a draft, look at the preview, publish."), add),
        _step(
            _("Go on with your courses"),
            _("Open a course to order, correct or schedule its pages."),
            reverse("wagtailadmin_explore", args=[index.pk]),
        ),
    ]


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
