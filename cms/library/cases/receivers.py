"""Publishing by hand, by the clock and by a workflow all end here."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from ..models import CasePage
from .deciding import thank_author


@receiver(page_published, sender=CasePage)
def thank_for_case(sender: Any, instance: CasePage, **kwargs: Any) -> None:
    thank_author(page=instance)
