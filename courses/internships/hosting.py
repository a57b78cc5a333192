"""Whoever receives groups in a department sees who comes and when by a link, without an account."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from school.accounts.cities import sort_key
from school.foundation import links
from school.foundation.calendar import day_words
from school.foundation.centre import words
from school.foundation.mail import register_purpose, write_letter
from school.foundation.models import Letter

from .enums import ApplicationState
from .models import ScheduleVersion, Station
from .packing import hosts_of
from .programme import programme_of_group, visits_to

PURPOSE = "day_host"
GOOD_AFTER = 2  # days after the day


def register() -> None:
    register_purpose(
        "day_host",
        label=_("To whoever receives groups: who comes and when"),
        placeholders=["host", "station", "programme", "date"],
        defaults={"uk": UK, "en": EN},
    )


def tell_hosts(*, version: ScheduleVersion, before: ScheduleVersion | None) -> int:
    """A department with an e-mail gets a link to its own list, and again only when other people come or at another time."""
    day = version.day
    told = 0
    for station in day.stations.exclude(host_email=""):
        told_before = Letter.objects.filter(key__startswith=f"{PURPOSE}:{station.pk}:", to=station.host_email).exists()
        if told_before and visits_to(version.frozen, station.pk) == visits_to(before.frozen if before else None, station.pk):
            continue
        key = f"{PURPOSE}:{station.pk}:{version.number}"
        left = max((day.ends_at - timezone.now()).days, 0) + 1 + GOOD_AFTER
        url = links.make_link(PURPOSE, data={"station": station.pk}, holder=station.host_email, days=left)
        with override("uk"):
            context = {
                "host": station.host_uk,
                "station": station.title_uk,
                "programme": words(day.internship, "title", "uk"),
                "date": day_words(day.starts_at),
            }
            write_letter("day_host", key=key, to=station.host_email, language="uk", context=context, url=url)
        told += 1
    return told


def host_facts(station: Station) -> dict[str, Any] | None:
    """What the host's page shows: visits by time with people, where from and what they are interested in. No contacts, no needs."""
    version = station.day.schedule_versions.first()
    if version is None or station.day.cancelled_at is not None:
        return None
    language = get_language() or "uk"
    frozen = version.frozen
    people = {row.code: row for row in station.day.applications.filter(state=ApplicationState.ACCEPTED).select_related("user__profile")}
    groups = [
        {
            "number": int(number),
            "rows": programme_of_group(frozen, int(number), language),
            "people": sorted((people[code] for code in group["members"] if code in people), key=lambda row: sort_key(row.user.full_name)),
        }
        for number, group in frozen["groups"].items()
    ]
    own = next((host for host in hosts_of(groups) if host["station"] == station.pk), None)
    return {"version": version, "visits": own["visits"] if own else []}


UK = (
    "Хто й коли прийде до Вас {{ date }}",
    "Доброго дня, {{ host }}.\n\n{{ date }}, у день «{{ programme }}», до Вас прийдуть групи: {{ station }}. За посиланням – хто саме, о котрій і чим цікавиться. Список оновлюється; реєструватися не потрібно.",
    "Хто прийде",
)
EN = (
    "Who comes to you on {{ date }}",
    "Hello, {{ host }}.\n\nOn the day of “{{ programme }}”, {{ date }}, groups come to you: {{ station }}. The link shows who, when and what they are interested in. The list keeps itself up to date; no account is needed.",
    "Who comes",
)
