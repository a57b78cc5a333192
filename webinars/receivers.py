"""Publishing brings the record in line; what is watched is done in every course that has it as a step."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from cms.search.waiting import want
from courses.learning.signals import enrolment_activated, outline_adopted, place_given

from .announcing.registering import promote_waiting
from .findable import WORDS, want_words
from .models import CaptionTrack, Webinar, WebinarPage
from .publishing import publish_webinar
from .signals import webinar_watched
from .steps.completing import complete_steps, complete_what_was_watched
from .steps.outline import bring_steps_in_line


@receiver([page_published, page_unpublished], sender=WebinarPage)
@receiver(post_delete, sender=WebinarPage)
def webinar_changed(sender: Any, instance: WebinarPage, **kwargs: Any) -> None:
    publish_webinar(key=instance.translation_key)
    bring_steps_in_line(key=instance.translation_key)
    want(WORDS, str(instance.translation_key))


@receiver(post_save, sender=CaptionTrack)
def words_changed(sender: Any, instance: CaptionTrack, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        want_words(instance.webinar)


@receiver(post_save, sender=Webinar)
def recording_changed(sender: Any, instance: Webinar, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        want_words(instance)


@receiver(place_given)
def place_was_given(sender: Any, claim: Any, **kwargs: Any) -> None:
    promote_waiting(claim)


@receiver(webinar_watched)
def watched_enough(sender: Any, viewing: Any, **kwargs: Any) -> None:
    complete_steps(user=viewing.user, webinar=viewing.webinar)


@receiver(enrolment_activated)
def place_to_learn_was_given(sender: Any, enrolment: Any, **kwargs: Any) -> None:
    complete_what_was_watched(enrolment=enrolment)


@receiver(outline_adopted)
def steps_were_added(sender: Any, run: Any, **kwargs: Any) -> None:
    for enrolment in run.enrolments.active().select_related("run", "user").order_by("pk"):
        complete_what_was_watched(enrolment=enrolment)
