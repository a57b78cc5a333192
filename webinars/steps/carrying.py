"""The webinar of a step goes onto a device with its course: the smallest picture, words, slides."""

from __future__ import annotations

from django.urls import reverse

from courses.learning.kinds import Carried
from courses.learning.models import ScheduledActivity

from ..offline.keeping import carried, forms_of
from .presenting import page_of, webinar_of


def carry(step: ScheduledActivity, language: str) -> Carried:
    """What was taken off is watched with a network only: nobody gets new copies of it."""
    webinar = webinar_of(step)
    page = page_of(webinar, language) if webinar else None
    if webinar is None or page is None:
        return Carried()
    forms = forms_of(webinar)
    if webinar.retired_at or not forms:
        return Carried(version="off", instead={reverse("webinars:recording", args=[webinar.code]): ""})
    return carried(page, webinar, forms[0], language)
