"""What people seek, counted by the day and without them: editors see what is missing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.db import DatabaseError
from django.db.models import F, Max, QuerySet, Sum
from django.utils import timezone

from school.foundation.calendar import kyiv_day

from .models import SoughtQuery
from .normalising import spelt

SHORTEST, LONGEST = 2, 100
KEPT = timedelta(days=365)
_PERSONAL = re.compile(r"@|(?:\d[\s\-()]*){7}")  # an address or a telephone is nobody's query but somebody's


def note(query: str, *, language: str, found: int) -> None:
    """Never a reason not to answer."""
    words = " ".join(spelt(word) for word in query.split())
    if not SHORTEST <= len(words) <= LONGEST or _PERSONAL.search(words):
        return
    which = {"day": kyiv_day(timezone.now()), "language": language, "query": words}
    try:
        SoughtQuery.objects.bulk_create([SoughtQuery(**which)], ignore_conflicts=True)
        SoughtQuery.objects.filter(**which).update(times=F("times") + 1, found=found)
    except DatabaseError:
        return


def in_vain(since: timedelta) -> QuerySet[Any, Any]:
    """What was sought and not found, the most wanted first."""
    rows = SoughtQuery.objects.filter(day__gte=kyiv_day(timezone.now() - since), found=0)
    return rows.values("query", "language").annotate(all_times=Sum("times"), last=Max("day")).order_by("-all_times", "query")


def forget_old() -> int:
    return SoughtQuery.objects.filter(day__lt=kyiv_day(timezone.now() - KEPT)).delete()[0]
