"""Publishing an act keeps its record in line; publishing any page writes what it cites."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from ..models import ActPage
from .citing import forget_citations, record_citations
from .publishing import publish_act


@receiver(page_published)
def page_was_published(sender: Any, instance: Page, revision: Any = None, **kwargs: Any) -> None:
    if isinstance(instance.specific, ActPage):
        publish_act(key=instance.translation_key, actor=getattr(revision, "user", None))
    record_citations(instance)


@receiver([page_unpublished, post_page_move])
def page_was_unpublished(sender: Any, instance: Page, **kwargs: Any) -> None:
    if isinstance(instance.specific, ActPage):
        publish_act(key=instance.translation_key)
    record_citations(instance)


@receiver(post_delete)
def page_was_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(sender, type) and issubclass(sender, Page) and sender is not Page:
        forget_citations(page_key=instance.translation_key, language=instance.locale.language_code)
        if sender is ActPage:
            publish_act(key=instance.translation_key)
