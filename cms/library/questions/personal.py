"""What is kept of whoever asked, and what of it can be forgotten."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from school.foundation import history
from school.foundation.links import forget_links

from ..models import QuestionState, ReaderQuestion
from . import letters
from .answering import SHOWN, take_off


def export(user: Any) -> list[dict[str, Any]]:
    names = ("asked_at", "name", "email", "text", "state", "may_publish", "answer", "answered_at", "published_at", "reason")
    return list(ReaderQuestion.objects.of(user).order_by("pk").values(*names))


@transaction.atomic
def forget(user: Any) -> None:
    """A published question is taken off; that somebody asked and when it was answered stays without a word of it."""
    rows = list(ReaderQuestion.objects.of(user))
    for row in rows:
        if row.state == QuestionState.PUBLISHED:
            take_off(question=row, actor=None)
    codes = [row.code for row in rows]
    forget_links(letters.PURPOSE, "question", codes)
    letters.forget(codes)
    history.forget_holders(ReaderQuestion, [row.pk for row in rows])
    empty: dict[str, Any] = dict.fromkeys(("name", "email", "text", "answer", "reason", *SHOWN), "")
    ReaderQuestion.objects.filter(pk__in=[row.pk for row in rows]).update(**empty, sum=None, may_publish=False)
