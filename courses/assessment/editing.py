"""Panels and forms of the test's editor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import Panel

from courses.learning.editing import OutlineForm, is_source, rule_panel

test_rules = rule_panel


class TestForm(OutlineForm):
    __test__ = False

    rule_fields = ("pass_mark", "draw", "attempts", "shuffle", "minutes", "required")

    def clean(self) -> dict[str, Any]:
        from .models import Question

        data = super().clean()
        draw = data.get("draw")
        count = Question.objects.of_test(self.instance.translation_key).count() if self.instance.translation_key else 0
        if draw and count and draw > count and not self.fields.get("draw", forms.Field()).disabled:
            self.add_error("draw", _("There are only %(n)d questions.") % {"n": count})
        return data


class TestQuestionsPanel(Panel):
    """The test's questions with links to edit, add and order them; they are shared by all languages."""

    __test__ = False

    class BoundPanel(Panel.BoundPanel):
        template_name = "assessment/panels/questions.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from .models import Question

            context = super().get_context_data(parent_context)
            key = self.instance.translation_key if self.instance.pk else None
            context["questions"] = Question.objects.of_test(key).prefetch_related("options") if key else []
            context["page"] = self.instance
            context["is_source"] = not self.instance.pk or is_source(self.instance)
            return context


class QuestionForm(WagtailAdminModelForm):
    """A question needs a right answer: exactly one, or at least one when several may be right."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        options = getattr(self, "formsets", {}).get("options")
        if options is None or not options.is_valid():  # asked here: the form itself is judged before its answers
            return data
        rows = [form.cleaned_data for form in options.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        right = sum(bool(row.get("right")) for row in rows)
        if data.get("kind") == "single" and right != 1:
            self.add_error("kind", _("Mark exactly one right answer."))
        elif right == 0:
            self.add_error("kind", _("Mark the right answers."))
        return data
