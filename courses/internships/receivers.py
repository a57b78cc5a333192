"""Publishing brings the record in line; a freed place lets the next person in."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from courses.learning.signals import place_given

from .applying import promote_waiting
from .models import InternshipPage
from .publishing import publish_internship
from .reserving import tell_of_seats


@receiver([page_published, page_unpublished], sender=InternshipPage)
@receiver(post_delete, sender=InternshipPage)
def programme_changed(sender: Any, instance: InternshipPage, **kwargs: Any) -> None:
    publish_internship(key=instance.translation_key)


@receiver(place_given)
def place_was_given(sender: Any, claim: Any, **kwargs: Any) -> None:
    promote_waiting(claim)
    tell_of_seats(claim)
