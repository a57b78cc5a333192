"""Letters that wait for «send»: written and frozen, let go together, each once; what is no longer true is never sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from . import history, jobs
from .models import Letter, LetterState


def held_letters(work: str) -> QuerySet[Letter]:
    return Letter.objects.filter(held_for=work, state=LetterState.HELD)


@transaction.atomic
def send_held(*, ids: Iterable[int], actor: Any = None) -> int:
    """These letters, if they still wait. Asked twice, or by two at once, each is sent once."""
    letters = list(Letter.objects.select_for_update().filter(pk__in=list(ids), state=LetterState.HELD).only("pk").order_by("pk"))
    Letter.objects.filter(pk__in=[row.pk for row in letters]).update(state=LetterState.QUEUED)
    history.record_many([(row, "let_go", {}) for row in letters], actor=actor)
    for row in letters:
        jobs.enqueue("mail.deliver", key=str(row.pk), args={"letter": row.pk})
    return len(letters)


@transaction.atomic
def drop_held(*, keys: Iterable[str], actor: Any = None) -> int:
    """Letters that still wait and say what is no longer true. What was sent stays sent."""
    letters = list(Letter.objects.select_for_update().filter(key__in=list(keys), state=LetterState.HELD).only("pk").order_by("pk"))
    Letter.objects.filter(pk__in=[row.pk for row in letters]).update(state=LetterState.DROPPED)
    history.record_many([(row, "drop", {}) for row in letters], actor=actor)
    return len(letters)
