"""The hinge between a webinar's pages and its record. Never raises at an editor, never deletes."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from school.foundation import history

from .announcing.arranging import arrange_places, take_rules, tell_of_move
from .models import Webinar, WebinarPage


@transaction.atomic
def publish_webinar(*, key: UUID) -> Webinar | None:
    """Bring the record in line with its pages: titles from every live one, date, length, places and project from the source language."""
    record = Webinar.objects.select_for_update().filter(key=key).first()
    pages = list(WebinarPage.objects.filter(translation_key=key).select_related("locale").order_by("pk"))
    source = _source_of(record, pages)
    if record is None:
        if source is None or not source.live:
            return None
        record = Webinar(key=key, source_locale=source.locale.language_code)
    live = source is not None and source.live
    moved = False
    if source is not None and live:
        moved, record.project = take_rules(record, source), source.project
        record.required_percent, record.gives_certificate, record.hours = source.required_percent, source.gives_certificate, source.hours
        record.pass_mark = source.pass_mark
    for page in pages:
        if page.live:
            setattr(record, f"title_{page.locale.language_code}", page.title)
    record.published_at = timezone.now()
    record.retired_at = None if live else record.retired_at or timezone.now()
    record.save()
    if source is not None and live:
        arrange_places(record, source)
    history.record(record, "move" if moved else "publish_webinar", data={"sequence": record.sequence} if moved else None)
    if moved:
        tell_of_move(record)
    return record


def _source_of(record: Webinar | None, pages: list[WebinarPage]) -> WebinarPage | None:
    """The language the page was created in; a copy made for translation has a later primary key."""
    if record is None:
        return pages[0] if pages else None
    return next((page for page in pages if page.locale.language_code == record.source_locale), None)
