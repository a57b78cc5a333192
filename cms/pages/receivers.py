"""What the header and footer show is asked anew once it has changed here."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Locale, Page, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from school.foundation import memo
from school.foundation.models import CentreSettings


@receiver([post_save, post_delete])
def forget_after_saving(sender: Any, **kwargs: Any) -> None:
    if isinstance(sender, type) and issubclass(sender, Page | Site | Locale | CentreSettings):
        memo.forget()


for _signal in (page_published, page_unpublished, post_page_move):
    _signal.connect(memo.forget)
