"""Days in Wagtail: arranged with their slots; a programme with days may not be deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from school.accounts.rules import is_coordinator

from .forms import DayForm
from .materials import PrivateFileInput
from .models import Internship, InternshipDay

SLOT_PANELS = [
    FieldRowPanel([FieldPanel("starts"), FieldPanel("ends"), FieldPanel("kind"), FieldPanel("rotates")]),
    FieldRowPanel([FieldPanel("title_uk"), FieldPanel("title_en")]),
    FieldRowPanel([FieldPanel("place_uk"), FieldPanel("place_en")]),
    FieldRowPanel([FieldPanel("host_uk"), FieldPanel("host_en")]),
]
STATION_PANELS = [
    FieldRowPanel([FieldPanel("title_uk"), FieldPanel("title_en")]),
    FieldRowPanel([FieldPanel("place_uk"), FieldPanel("place_en"), FieldPanel("seats")]),
    FieldRowPanel([FieldPanel("host_uk"), FieldPanel("host_en"), FieldPanel("host_email")]),
]
MATERIAL_PANELS = [
    FieldRowPanel([FieldPanel("title_uk"), FieldPanel("title_en")]),
    FieldRowPanel([FieldPanel("file", widget=PrivateFileInput), FieldPanel("url"), FieldPanel("opens")]),
]
KEPT_PANELS = [FieldRowPanel([FieldPanel("places"), FieldPanel("city"), FieldPanel("organisation")]), FieldPanel("people")]
DAY_PANELS = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("internship"),
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("hours"),
                FieldPanel("required_share"),
                FieldPanel("concluding"),
                FieldPanel("project"),
            ],
            heading=gettext_lazy("What and when"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("venue_uk"), FieldPanel("venue_en")]),
                FieldRowPanel([FieldPanel("address_uk"), FieldPanel("address_en")]),
                FieldRowPanel([FieldPanel("contacts_uk"), FieldPanel("contacts_en")]),
            ],
            heading=gettext_lazy("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("capacity"),
                FieldPanel("apply_by"),
                FieldRowPanel([FieldPanel("needs_approval"), FieldPanel("approval_days")]),
                FieldPanel("shown"),
            ],
            heading=gettext_lazy("Applications"),
        ),
        MultiFieldPanel(
            [FieldPanel("confirm_by"), FieldPanel("confirm_hours"), FieldPanel("cancel_by")],
            heading=gettext_lazy("Confirming and cancelling"),
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("per_city"), FieldPanel("per_organisation")])], heading=gettext_lazy("Limits")),
        MultiFieldPanel(
            [FieldPanel("asks_feedback"), FieldRowPanel([FieldPanel("feedback_form"), FieldPanel("feedback_days")])],
            heading=gettext_lazy("Feedback after the day"),
        ),
        InlinePanel("kept_places", panels=KEPT_PANELS, label=gettext_lazy("kept places"), heading=gettext_lazy("Places kept for somebody")),
        InlinePanel("slots", panels=SLOT_PANELS, label=gettext_lazy("part of the day"), heading=gettext_lazy("Programme of the day")),
        InlinePanel("stations", panels=STATION_PANELS, label=gettext_lazy("department"), heading=gettext_lazy("Departments that groups go round")),
        InlinePanel("materials", panels=MATERIAL_PANELS, label=gettext_lazy("material"), heading=gettext_lazy("Materials of the day")),
    ],
    base_form_class=DayForm,
)


class DayPolicy(ModelPermissionPolicy):
    """A day is a promise: it is cancelled with a reason, never deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)


register_permission_policy(InternshipDay, DayPolicy(InternshipDay))


class DayEditView(EditView):
    def get_object(self, queryset: Any = None) -> InternshipDay:
        day = super().get_object()
        if not day.exact_date:  # of a day of the archive only the month is known: there is nothing to arrange
            raise Http404
        return day


class InternshipDayViewSet(SnippetViewSet):
    model = InternshipDay
    edit_view_class = DayEditView
    icon = "date"
    menu_label = gettext_lazy("Days")
    list_display = ["__str__", "starts_at", "venue_uk"]
    list_filter = ["internship", "kind"]
    ordering = ["-starts_at"]
    edit_handler = DAY_PANELS
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return InternshipDay.objects.filter(exact_date=True)


register_snippet(InternshipDayViewSet)


@hooks.register("register_snippet_listing_buttons")
def copy_button(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    """Wagtail's own copy would take nothing of the day's places along: ours does."""
    if not isinstance(snippet, InternshipDay) or not is_coordinator(user):
        return []
    return [Button(_("Copy the day"), reverse("internships:copy_day", args=[snippet.code]), icon_name="copy", priority=20)]


class DaysMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_coordinator(request.user)


@hooks.register("register_admin_menu_item")
def days_menu_item() -> MenuItem:
    return DaysMenuItem(gettext_lazy("Applications for days"), reverse("internships:teach_days"), icon_name="date", order=155)


def has_days(page: Page) -> bool:
    """Whether a page, or anything under it, is a programme that has days."""
    keys = [page.translation_key, *page.get_descendants().values_list("translation_key", flat=True)]
    return Internship.objects.filter(key__in=keys, days__isnull=False).exists()


@hooks.register("before_delete_page")
def keep_programmes_with_days(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not has_days(page):
        return None
    messages.warning(request, _("Days of «%(title)s» are planned or held: it was not deleted. Unpublish it instead.") % {"title": page.title})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_programmes_in_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    if action_type != "delete" or action.models[0] is not Page:
        return None
    held = [page for page in objects if has_days(page)]
    if not held:
        return None
    names = ", ".join(f"«{page.title}»" for page in held[:5])
    messages.warning(request, _("Days of %(names)s are planned or held: nothing was deleted. Unpublish these pages instead.") % {"names": names})
    return redirect("wagtailadmin_explore", held[0].get_parent().pk)
