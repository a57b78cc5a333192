"""Personal words are kept no longer than the centre promises. Rows and counts stay, with an event per day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from school.foundation import history
from school.foundation.centre import centre

from .approving import forget_superiors
from .enums import ApplicationState
from .models import Application, InternshipDay

WORDS = ("why", "topics", "needs", "reason", "position", "organisation")


@transaction.atomic
def forget_needs() -> int:
    """Erase what people said of health and diet a week after the day, or as long as the centre has set."""
    until = timezone.now() - timedelta(days=centre(fresh=True).needs_kept_days)
    kept = Application.objects.exclude(needs="").filter(day__ends_at__lt=until)
    total = 0
    for day in InternshipDay.objects.filter(pk__in=kept.values("day")):
        count = kept.filter(day=day).update(needs="")
        history.record(day, "forget_needs", data={"applications": count})
        total += count
    return total


@transaction.atomic
def forget_unaccepted() -> int:
    """A year after the day: who had no place keeps no words here. That somebody of this city applied, and how it was decided, stays."""
    until = months_before(timezone.now(), centre(fresh=True).applications_kept_months)
    said = Q()
    for name in WORDS:
        said |= ~Q(**{name: ""})
    said |= Q(approvals__isnull=False) & ~Q(approvals__email="")
    kept = Application.objects.exclude(state=ApplicationState.ACCEPTED).filter(day__ends_at__lt=until, attendance=None).filter(said)
    ids = list(kept.values_list("pk", "day").distinct())
    for day in InternshipDay.objects.filter(pk__in={day for _pk, day in ids}):
        mine = Application.objects.filter(pk__in=[pk for pk, of in ids if of == day.pk])
        forget_superiors(mine)
        count = mine.update(**dict.fromkeys(WORDS, ""), house=None)
        history.record(day, "forget_unaccepted", data={"applications": count})
    return len(ids)


def months_before(moment: datetime, months: int) -> datetime:
    """The same day some months before; the 28th at the latest, which every month has."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, 28))
