"""One reminder, three days before a survey closes, to those who have not answered. Who has is read from participation alone."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from school.foundation.calendar import KYIV
from school.foundation.models import Letter

from .letters import PURPOSE, remind, reminder_key
from .models import Survey
from .subjects import answerers_of

MORNING, NIGHT = 8, 21  # in Kyiv: nobody is woken
BEFORE, SETTLED = timedelta(days=3), timedelta(days=1)  # nobody is reminded of what they were asked today


def remind_of_surveys() -> int:
    """How many letters were written."""
    now = timezone.now().astimezone(KYIV)
    if not MORNING <= now.hour < NIGHT:
        return 0
    soon = Survey.objects.taking_answers().filter(closes_at__lte=now + BEFORE, opens_at__lte=now - SETTLED)
    return sum(_remind(survey) for survey in soon)


@transaction.atomic
def _remind(survey: Survey) -> int:
    """The survey is locked: whoever is just answering is not reminded."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.takes_answers:
        return 0
    told = set(Letter.objects.filter(purpose=PURPOSE, key__startswith=f"{PURPOSE}:{survey.code}:").values_list("key", flat=True))
    silent = answerers_of(survey).exclude(survey_participations__survey=survey).select_related("profile").order_by("pk")
    fresh = [user for user in silent if reminder_key(survey, user) not in told]
    for user in fresh:
        remind(survey, user)
    return len(fresh)
