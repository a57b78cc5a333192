"""Pages published as an editor publishes them: laid in the tree, a revision, the revision published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models.signals import post_save
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update


def publish(parent: Page, page: Any) -> Any:
    """The three saves of Wagtail. Search and references, half of their cost, are written by the last alone: it holds the same words."""
    with unindexed(type(page)):
        parent.add_child(instance=page)
        revision = page.save_revision(clean=False)  # it was clean a moment ago
    revision.publish()
    return page


@contextmanager
def unindexed(model: type[Page]) -> Iterator[None]:
    connected = post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        if connected:
            post_save.connect(post_save_signal_handler, sender=model)
