"""What publishing copies from a test's page, and when it cannot be taken."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from .models import Question, TestPage


def rules_of(page: TestPage) -> dict[str, Any]:
    return {"pass_mark": page.pass_mark, "draw": page.draw, "attempts": page.attempts, "shuffle": page.shuffle}


def problem_of(page: TestPage) -> str:
    count = Question.objects.of_test(page.translation_key).count()
    if count == 0:
        return _("This test has no questions yet. Add one, then publish again.")
    if page.draw and page.draw > count:
        return _("This test draws %(draw)d questions but has only %(count)d.") % {"draw": page.draw, "count": count}
    return ""
