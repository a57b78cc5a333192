"""Readers' questions in Wagtail: the queue and the desk of one question."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from ..models import ReaderQuestion
from . import desk


class QuestionPolicy(ModelPermissionPolicy):
    """Readers ask and verbs answer: nobody adds a question by hand or deletes one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "delete") and super().user_has_permission(user, action)


register_permission_policy(ReaderQuestion, QuestionPolicy(ReaderQuestion))


class QueueView(IndexView):
    def get_edit_url(self, instance: ReaderQuestion) -> str:
        return reverse("reader_question", args=[instance.code])


class DeskInstead(EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return redirect("reader_question", self.object.code)


class QuestionViewSet(SnippetViewSet):
    model = ReaderQuestion
    icon = "help"
    menu_label = _("Readers' questions")
    menu_name = "readers-questions"
    menu_order = 260
    add_to_admin_menu = True
    index_view_class = QueueView
    edit_view_class = DeskInstead
    list_display = ["__str__", "topic", "state", "may_publish", "asked_at"]
    list_filter = ["state", "topic", "may_publish"]
    search_fields = ["text", "title_uk", "title_en"]
    search_backend_name = None
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReaderQuestion]:
        return ReaderQuestion.objects.in_queue().select_related("topic").order_by("-asked_at", "-pk")


register_snippet(QuestionViewSet)


@hooks.register("register_admin_urls")
def desk_of_questions() -> list[Any]:
    return [path("readers-questions/<str:code>/", desk.question, name="reader_question")]
