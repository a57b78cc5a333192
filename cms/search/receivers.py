"""The index follows publishing. A receiver only writes what waits."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from school.foundation import memo

from .attachments import want_where_attached
from .models import Synonym
from .page_sources import source_of
from .waiting import want, want_all


@receiver([page_published, page_unpublished])
def page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    if source := source_of(instance):
        want(source, str(instance.translation_key))


@receiver(post_page_move)
def branch_moved(sender: Any, instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    if url_path_before != url_path_after:
        _want_branch(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def readers_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    _want_branch(instance.page)


@receiver(post_delete)
def page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page) and (source := source_of(instance)):
        want(source, str(instance.translation_key))


@receiver([post_save, post_delete], sender=get_document_model())
def file_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    want_where_attached(instance)


@receiver([post_save, post_delete], sender=Synonym)
def synonyms_changed(sender: Any, **kwargs: Any) -> None:
    memo.forget()


def _want_branch(page: Page) -> None:
    pages = page.get_descendants(inclusive=True).select_related("content_type")
    want_all((source, str(one.translation_key)) for one in pages if (source := source_of(one)))
