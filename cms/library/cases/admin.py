"""Cases sent by cities in Wagtail: the queue, the desk of one case, and a report that can be taken away as a table."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from ..models import CaseSubmission
from .rules import edits_cases
from .views import queue


class SubmissionPolicy(ModelPermissionPolicy):
    """Cities send cases and verbs change them: nobody adds, edits by hand or deletes."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "delete") and super().user_has_permission(user, action)


register_permission_policy(CaseSubmission, SubmissionPolicy(CaseSubmission))


class QueueView(IndexView):
    def get_edit_url(self, instance: CaseSubmission) -> str:
        return reverse("case_review", args=[instance.code])


class DeskInstead(EditView):
    """The raw record is nobody's to change: its address leads to the desk."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return redirect("case_review", self.object.code)


class SubmissionViewSet(SnippetViewSet):
    model = CaseSubmission
    icon = "mail"
    menu_label = _("Cases sent by cities")
    menu_name = "cases-sent"
    menu_order = 250
    add_to_admin_menu = True
    index_view_class = QueueView
    edit_view_class = DeskInstead
    list_display = ["__str__", "organisation", Column("city_name", label=_("City")), "state", "editor", "sent_at"]
    list_filter = ["state", "outcome", "instrument"]
    search_fields = ["title", "organisation"]
    search_backend_name = None
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[CaseSubmission]:
        return CaseSubmission.objects.in_queue().select_related("city", "editor").order_by("-sent_at", "-pk")


register_snippet(SubmissionViewSet)


class WaitingReport(ReportView):
    """How long cities wait, the longest first."""

    model = CaseSubmission
    permission_required = "change"
    page_title = _("Cases sent by cities")
    header_icon = "mail"
    index_url_name = "cases_report"
    index_results_url_name = "cases_report_results"
    list_export = ["code", "title", "organisation", "city_name", "state", "sent_at", "decided_at", "days"]
    export_headings = {"days": _("Days waited")}
    columns = [
        Column("title", label=_("Title"), accessor=str),
        Column("organisation", label=_("Who sends it")),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("sent_at", label=_("Sent")),
        Column("days", label=_("Days waited")),
    ]

    def get_queryset(self) -> QuerySet[CaseSubmission]:
        return CaseSubmission.objects.in_queue().select_related("city").order_by("sent_at", "pk")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        rows = list(object_list)
        for row in rows:
            row.days = ((row.decided_at or timezone.now()) - row.sent_at).days
        return rows


class ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return edits_cases(request.user)


@hooks.register("register_reports_menu_item")
def report_of_cases() -> MenuItem:
    return ReportItem(_("Cases sent by cities"), reverse("cases_report"), name="cases-sent-report", icon_name="mail", order=650)


@hooks.register("register_admin_urls")
def desk_of_cases() -> list[Any]:
    return [
        path("cases-sent/<slug:code>/", queue.review, name="case_review"),
        path("cases-sent/<slug:code>/files/<slug:file_code>/", queue.file, name="case_file"),
        path("reports/cases-sent/", WaitingReport.as_view(), name="cases_report"),
        path("reports/cases-sent/results/", WaitingReport.as_view(results_only=True), name="cases_report_results"),
    ]
