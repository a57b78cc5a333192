"""Questions in Wagtail: reached from their test's editor, never lost when a paper has asked them."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet

from courses.learning.models import Course, CoursePage
from courses.learning.outline import publish_outline
from courses.learning.rules import courses_seen_by
from school.accounts.rules import is_coordinator

from .models import Question, TestPage
from .questions import note_change, retire_question
from .surveys import wagtail_hooks as survey_forms  # noqa: F401  # Wagtail looks for hooks in this file alone


def tests_edited_by(user: Any) -> set[uuid.UUID]:
    """Keys of the tests in courses a person teaches or coordinates."""
    rows = TestPage.objects.all()
    if not is_coordinator(user):
        rows = rows.filter(owner=user)  # a draft of a course that has no record yet
        for page in CoursePage.objects.filter(translation_key__in=courses_seen_by(user).values("key")):
            rows |= TestPage.objects.descendant_of(page)
    return set(rows.values_list("translation_key", flat=True))


def _publish(question: Question) -> None:
    page = TestPage.objects.filter(translation_key=question.test_key, live=True).first()
    if page is not None and Course.objects.filter(key=page.get_parent().get_parent().translation_key).exists():
        publish_outline(key=page.get_parent().get_parent().translation_key)


class QuestionCreateView(CreateView):
    def get_initial_form_instance(self) -> Question:
        return Question(test_key=_key(self.request))

    def save_instance(self) -> Question:
        self.form.instance.test_key = _key(self.request)
        last = Question.objects.of_test(self.form.instance.test_key).last()
        self.form.instance.position = last.position + 1 if last else 1
        made = super().save_instance()
        _publish(made)
        return made

    def get_add_url(self) -> str:
        return f"{super().get_add_url()}?test={_key(self.request)}"


def _key(request: HttpRequest) -> uuid.UUID:
    from django.core.exceptions import PermissionDenied

    try:
        key = uuid.UUID(request.GET.get("test", ""))
    except ValueError as wrong:
        raise PermissionDenied(_("Add a question from its test's page.")) from wrong
    if key not in tests_edited_by(request.user):
        raise PermissionDenied(_("You do not teach this course."))
    return key


class QuestionEditView(EditView):
    def save_instance(self) -> Question:
        saved = super().save_instance()
        note_change(saved, self.request.user)
        return saved


class QuestionDeleteView(DeleteView):
    def delete_action(self) -> None:
        retire_question(question=self.object, actor=self.request.user)
        _publish(self.object)


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Questions")
    list_display = ["text_uk", "kind", "points"]
    search_fields = ["text_uk", "text_en"]
    search_backend_name = None
    add_view_class = QuestionCreateView
    edit_view_class = QuestionEditView
    delete_view_class = QuestionDeleteView

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = Question.objects.in_force().filter(test_key__in=tests_edited_by(request.user))
        wanted = request.GET.get("test", "")
        return rows.filter(test_key=wanted) if _is_uuid(wanted) else rows


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


register_snippet(QuestionViewSet)
