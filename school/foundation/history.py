"""Facts in history: who did what to which record, when and why. Data without names."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from .models import Event


def record(subject: Model, verb: str, *, actor: Any = None, holder: str = "", reason: str = "", data: dict[str, Any] | None = None) -> Event:
    """Append an event in the caller's transaction."""
    person = actor if getattr(actor, "is_authenticated", False) else None
    return Event.objects.create(
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        verb=verb,
        actor=person,
        holder=holder,
        at=timezone.now(),
        reason=reason,
        data=data or {},
    )


def forget_holders(model: type[Model], ids: list[int]) -> None:
    """The events stay; whose link it was is forgotten with the rest of the personal words."""
    Event.objects.filter(subject_kind=model._meta.label_lower, subject_id__in=ids).exclude(holder="").update(holder="", reason="")


def history_of(subject: Model) -> QuerySet[Event]:
    return Event.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk).order_by("-at", "-pk")
