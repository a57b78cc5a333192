"""Which files a page shows."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex


def documents_of(page: Page) -> tuple[int, ...]:
    """Those chosen in its blocks and linked in its text, by Wagtail's own index of references."""
    kind = ContentType.objects.get_for_model(get_document_model())
    rows = ReferenceIndex.get_references_for_object(page).filter(to_content_type=kind)
    return tuple(sorted({int(pk) for pk in rows.values_list("to_object_id", flat=True)}))
