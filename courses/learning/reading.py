"""Time read from a copy on a device, where no server sees the page: measured there, believed as far as time allows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from .models import Enrolment, Reading, ScheduledActivity


@transaction.atomic
def take_reading(*, enrolment: Enrolment, activity: ScheduledActivity, seconds: int, since: datetime) -> None:
    """Keep the most that devices ever told of this step.

    Nobody reads two pages at once: all that a person's devices tell since the copy was saved fits into the time since then.
    """
    now, whose = timezone.now(), {"enrolment__user": enrolment.user_id}
    list(Enrolment.objects.select_for_update(no_key=True).filter(user=enrolment.user_id).order_by("pk").values_list("pk"))
    told = Reading.objects.filter(**whose, told_at__gte=since).exclude(enrolment=enrolment, activity=activity).aggregate(all=Sum("seconds"))["all"]
    room = int((now - max(since, enrolment.enrolled_at or now)).total_seconds()) - (told or 0)
    believed = min(seconds, room)
    row = Reading.objects.filter(enrolment=enrolment, activity=activity).first()
    if believed > (row.seconds if row else 0):
        Reading.objects.update_or_create(enrolment=enrolment, activity=activity, defaults={"seconds": believed, "told_at": now})
