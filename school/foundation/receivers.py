from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from .history import record
from .models import CentreSettings, LetterWording


@receiver(post_save, sender=CentreSettings)
@receiver(post_save, sender=LetterWording)
def note_change(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """What the house says of itself changes only with a trace."""
    if not raw:
        record(instance, "change")
