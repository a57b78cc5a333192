from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from school.foundation import history

from . import editing
from .models import ConsentText, Membership, Organisation, Project, User
from .views import organisations


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "home"
    menu_label = gettext_lazy("Organisations")
    list_display = ["name", "edrpou", "city", BooleanColumn("confirmed", label=gettext_lazy("Confirmed")), "merged_into"]
    list_filter = ["confirmed", "city"]
    search_fields = ["name", "folded", "edrpou"]
    search_backend_name = None
    panels = editing.ORGANISATION
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return Organisation.objects.live().select_related("city", "merged_into").order_by("confirmed", "name")


class AppointView(CreateView):
    def save_instance(self) -> Membership:
        membership = super().save_instance()
        history.record(membership.organisation, "appoint_head", actor=self.request.user, data={"user": membership.user_id})
        return membership


class ChangeAppointmentView(EditView):
    def save_instance(self) -> Membership:
        membership = super().save_instance()
        history.record(
            membership.organisation, "change_head", actor=self.request.user, data={"user": membership.user_id, "until": str(membership.until or "")}
        )
        return membership


class MembershipViewSet(SnippetViewSet):
    model = Membership
    icon = "user"
    menu_label = gettext_lazy("Heads of organisations")
    list_display = ["user", "organisation", "role", "since", "until"]
    list_filter = ["role"]
    search_fields = ["user__email", "organisation__name"]
    search_backend_name = None
    add_view_class = AppointView
    edit_view_class = ChangeAppointmentView
    edit_handler = ObjectList(editing.MEMBERSHIP, base_form_class=editing.MembershipForm)
    copy_view_enabled = False


class ProjectViewSet(SnippetViewSet):
    model = Project
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Projects")
    list_display = ["name_uk", "starts", "ends"]
    search_fields = ["name_uk", "name_en"]
    search_backend_name = None
    panels = editing.PROJECT


class ConsentTextViewSet(SnippetViewSet):
    model = ConsentText
    icon = "doc-full"
    menu_label = gettext_lazy("Texts of consent")
    list_display = ["version", "purpose", "in_force_at"]
    panels = editing.CONSENT


class PeopleGroup(SnippetViewSetGroup):
    items = (OrganisationViewSet, MembershipViewSet, ProjectViewSet, ConsentTextViewSet)
    menu_label = gettext_lazy("Organisations and projects")
    menu_icon = "group"
    menu_order = 400


register_snippet(PeopleGroup)


@hooks.register("register_admin_urls")
def organisation_urls() -> list[Any]:
    return [path("organisations/<int:pk>/review/", organisations.review, name="organisation_review")]


@hooks.register("register_snippet_listing_buttons")
def review_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Organisation) and user.has_perm("accounts.change_organisation"):
        yield Button(_("Confirm or merge"), reverse("organisation_review", args=[snippet.pk]), icon_name="check", priority=5)


@hooks.register("before_bulk_action")
def people_are_not_deleted(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    if action_type == "delete" and any(isinstance(row, User) for row in objects):
        messages.error(request, _("People are not deleted but erased, one by one and with a reason: facts about them stay without their name."))
        return redirect("wagtailusers_users:index")
    return None
