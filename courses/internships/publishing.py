"""The hinge between the programme's pages and its record. Never raises at an editor, never deletes."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from school.foundation import history

from .models import Internship, InternshipPage


@transaction.atomic
def publish_internship(*, key: UUID) -> Internship | None:
    """Bring the record in line with its pages: titles from every live one, hours from the source language alone."""
    record = Internship.objects.select_for_update().filter(key=key).first()
    pages = list(InternshipPage.objects.filter(translation_key=key).select_related("locale").order_by("pk"))
    source = _source_of(record, pages)
    if record is None:
        if source is None or not source.live:
            return None
        record = Internship(key=key, source_locale=source.locale.language_code, hours=source.hours)
    live = source is not None and source.live
    if source is not None and live and (source.hours is None or source.hours > 0):
        record.hours = source.hours
    for page in pages:
        if page.live:
            setattr(record, f"title_{page.locale.language_code}", page.title)
    record.published_at = timezone.now()
    record.retired_at = None if live else record.retired_at or timezone.now()
    record.save()
    history.record(record, "publish_internship")
    return record


def _source_of(record: Internship | None, pages: list[InternshipPage]) -> InternshipPage | None:
    """The language the page was created in; a copy made for translation has a later primary key."""
    if record is None:
        return pages[0] if pages else None
    return next((page for page in pages if page.locale.language_code == record.source_locale), None)
