"""Publishing brings the record in line."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from .models import WebinarPage
from .publishing import publish_webinar


@receiver([page_published, page_unpublished], sender=WebinarPage)
@receiver(post_delete, sender=WebinarPage)
def webinar_changed(sender: Any, instance: WebinarPage, **kwargs: Any) -> None:
    publish_webinar(key=instance.translation_key)
