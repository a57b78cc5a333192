"""Learning in Wagtail: trainers' cards, reports in the menu, pages that may not be deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from school.accounts.rules import is_coordinator

from .desk import DeskCourse, courses_on_desk
from .models import Course, Instructor, ScheduledActivity
from .outline import course_page_of
from .rules import courses_seen_by


class InstructorViewSet(SnippetViewSet):
    model = Instructor
    icon = "user"
    list_display = ["name_uk", "post_uk", BooleanColumn("live", label=gettext_lazy("Published"))]
    search_fields = ["name_uk", "name_en"]
    search_backend_name = None


register_snippet(InstructorViewSet)


class TeachMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_coordinator(request.user) or courses_seen_by(request.user).exists()


@hooks.register("register_admin_menu_item")
def teach_menu_item() -> MenuItem:
    return TeachMenuItem(gettext_lazy("Runs and learners"), reverse("learning:teach"), icon_name="group", order=150)


def keys_in_runs(page: Page) -> bool:
    """Whether a page, or anything under it, stands in a run."""
    keys = [page.translation_key, *page.get_descendants().values_list("translation_key", flat=True)]
    if ScheduledActivity.objects.filter(activity__key__in=keys).exists():
        return True
    return ScheduledActivity.objects.filter(module__module__key__in=keys).exists() or Course.objects.filter(key__in=keys, runs__isnull=False).exists()


@hooks.register("before_delete_page")
def keep_pages_that_people_learn(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not keys_in_runs(page):
        return None
    messages.warning(request, _("People learn with this page, so it stays. Unpublish it instead: their progress and the text remain in their runs."))
    return redirect("wagtailadmin_pages:unpublish", page.pk) if page.live else redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_pages_in_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    if action_type != "delete" or action.models[0] is not Page:
        return None
    held = [page for page in objects if keys_in_runs(page)]
    if not held:
        return None
    names = ", ".join(f"«{page.title}»" for page in held[:5])
    messages.warning(request, _("People learn with %(names)s: nothing was deleted. Unpublish these pages instead.") % {"names": names})
    return redirect("wagtailadmin_explore", held[0].get_parent().pk)


class CoursesPanel(Component):
    """A trainer's courses where they begin their day, with what publishing could not take."""

    order = 20
    template_name = "learning/panels/my_courses.html"

    def __init__(self, courses: list[DeskCourse]) -> None:
        self.courses = courses

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"courses": self.courses}


@hooks.register("construct_homepage_panels")
def courses_panel(request: HttpRequest, panels: list[Any]) -> None:
    if courses := courses_on_desk(request.user):
        panels.append(CoursesPanel(courses))


@hooks.register("register_page_header_buttons")
def report_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From any page of a course to the report on it."""
    course_page = course_page_of(page)
    course = courses_seen_by(user).filter(key=course_page.translation_key).first() if course_page else None
    if course is not None:
        yield Button(_("Who learns"), reverse("learning:course_report", args=[course.code]), icon_name="group", priority=15)


@hooks.register("after_publish_page")
def say_what_was_not_taken(request: HttpRequest, page: Page) -> None:
    course_page = course_page_of(page)
    course = Course.objects.filter(key=course_page.translation_key).first() if course_page else None
    for problem in (course.problems if course else [])[:5]:
        messages.warning(request, f"«{problem['title']}»: {problem['why']}")
