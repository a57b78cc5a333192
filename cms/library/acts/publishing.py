"""The hinge between an act's page and its record. It reads what is live, upserts, retires; it never deletes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from school.foundation import history

from ..models import Act, ActPage
from .changes import note_status
from .findable import want_act

COPIED = ("kind", "number", "body", "adopted_on", "in_force_from", "in_force_to", "status", "checked_on")


@transaction.atomic
def publish_act(*, key: UUID, actor: Any = None) -> Act | None:
    """Bring the record in line with the act's page in its source language; another status is a change that is told."""
    record = Act.objects.select_for_update().filter(key=key).first()
    page = _source_of(record, key)
    if page is None or (record is None and not page.live):
        if record is not None:
            _retire(record)
            want_act(key)
        return record
    made = record is None
    record = record or Act(key=key, source_locale=page.locale.language_code)
    before = "" if made else record.status
    if page.live:
        for name in COPIED:
            setattr(record, name, getattr(page, name))
        record.title = page.official_title or page.title
        record.replaced_by = Act.objects.filter(key=page.replaced_by.translation_key).first() if page.replaced_by else None
    record.retired_at = None if page.live else record.retired_at or timezone.now()
    record.save()
    if page.live:
        record.topics.set(page.topics.all())
    history.record(record, "publish_act", actor=actor, data={"status": record.status, "live": page.live})
    if before and before != record.status:
        note_status(act=record, before=before, actor=actor)
    want_act(key)
    return record


def _source_of(record: Act | None, key: UUID) -> ActPage | None:
    """The page of the language the act was entered in; a copy made for translation has a later primary key."""
    pages = list(ActPage.objects.filter(translation_key=key).select_related("locale", "replaced_by").order_by("pk"))
    if record is not None:
        return next((page for page in pages if page.locale.language_code == record.source_locale), None)
    return pages[0] if pages else None


def _retire(record: Act) -> None:
    if record.retired_at is None:
        record.retired_at = timezone.now()
        record.save(update_fields=["retired_at"])
