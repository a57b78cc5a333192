"""Facts in history: who did what to which record, when and why. Data without names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from .models import Event


def record(subject: Model, verb: str, *, actor: Any = None, holder: str = "", reason: str = "", data: dict[str, Any] | None = None) -> Event:
    """Append an event in the caller's transaction."""
    event = _event(subject, verb, actor, holder=holder, reason=reason, data=data or {})
    event.save(force_insert=True)
    return event


def record_many(rows: Iterable[tuple[Model, str, dict[str, Any]]], *, actor: Any = None) -> None:
    """Append events about many subjects at once: subject, verb, data."""
    Event.objects.bulk_create([_event(subject, verb, actor, data=data) for subject, verb, data in rows])


def _event(subject: Model, verb: str, actor: Any, **fields: Any) -> Event:
    person = actor if getattr(actor, "is_authenticated", False) else None
    return Event(subject_kind=subject._meta.label_lower, subject_id=subject.pk, verb=verb, actor=person, at=timezone.now(), **fields)


def forget_holders(model: type[Model], ids: list[int]) -> None:
    """The events stay; whose link it was is forgotten with the rest of the personal words."""
    Event.objects.filter(subject_kind=model._meta.label_lower, subject_id__in=ids).exclude(holder="").update(holder="", reason="")


def history_of(subject: Model) -> QuerySet[Event]:
    return Event.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk).order_by("-at", "-pk")
