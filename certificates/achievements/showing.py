"""A person's page of achievements, open to others while they wish it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from school.foundation import history

from ..models import AchievementsPage


def show_achievements(*, person: Any, actor: Any) -> AchievementsPage:
    return _set(person, True, actor)


def hide_achievements(*, person: Any, actor: Any) -> AchievementsPage:
    return _set(person, False, actor)


@transaction.atomic
def _set(person: Any, shown: bool, actor: Any) -> AchievementsPage:
    AchievementsPage.objects.get_or_create(person=person)
    page = AchievementsPage.objects.select_for_update(of=("self",)).get(person=person)
    if (page.shown_at is not None) != shown:
        page.shown_at = timezone.now() if shown else None
        page.save(update_fields=["shown_at"])
        history.record(page, "show" if shown else "hide", actor=actor)
    return page
