"""The power-cut pack: one PDF with everything a day needs when nothing has power."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.safestring import mark_safe
from django.utils.translation import override
from weasyprint import CSS

from school.accounts.cities import sort_key
from school.foundation import history, jobs
from school.foundation.calendar import KYIV
from school.foundation.centre import centre
from school.foundation.models import Job
from school.foundation.printing import OwnFiles, fonts, render_pdf

from .enums import ApplicationState
from .models import Application, InternshipDay, Pack
from .models.packs import pack_name
from .passes import pass_text
from .presenting import day_card
from .programme import Row, group_of, programme_of_group

KIND = "internships.pack"
EVENING = time(17)  # of the day before, in Kyiv
EMPTY_ROWS = 12  # on the sign-in sheet, for those who come without an application
BADGES_A_PAGE = 8


def ask_for_pack(*, day: InternshipDay, actor: Any) -> Job:
    """A pack as things stand now."""
    return jobs.enqueue(KIND, key=f"{day.code}:{get_random_string(8)}", args={"day": day.pk}, total=1, actor=actor)


def make_packs_of_tomorrow() -> int:
    """From the evening on, once for each day that is held tomorrow: the moment and the date are in the job's key."""
    now = timezone.now().astimezone(KYIV)
    if now.time() < EVENING:
        return 0
    first = datetime.combine(now.date() + timedelta(days=1), time.min, tzinfo=KYIV)
    days = InternshipDay.objects.published().filter(cancelled_at=None, starts_at__gte=first, starts_at__lt=first + timedelta(days=1))
    for day in days:
        jobs.enqueue(KIND, key=f"{day.code}:eve:{day.date.isoformat()}", args={"day": day.pk}, total=1)
    return len(days)


def make_pack(job: Job) -> None:
    """Safe to repeat: named after its job, a pack is made once, and a file that a killed worker left is written over."""
    name = f"{job.pk}.pdf"
    if Pack.objects.filter(file__endswith=f"/{name}").exists():
        return
    day = InternshipDay.objects.select_related("internship", "offer", "project").get(pk=job.args["day"])
    with override("uk"):
        people = _people(day)
        data = render_pdf(render_to_string("internships/pdf/pack.html", pack_context(day, people)), stylesheets=[styles()])
    with transaction.atomic():
        pack = Pack(day=day, people=len(people), made_at=timezone.now(), made_by=job.actor)
        pack.file.storage.delete(pack_name(pack, name))
        pack.file.save(name, ContentFile(data), save=False)
        pack.save()
        history.record(day, "make_pack", actor=job.actor, data={"people": len(people)})
    job.progress(1)


def _people(day: InternshipDay) -> list[Application]:
    rows = day.applications.filter(state=ApplicationState.ACCEPTED).select_related("user__profile", "day")
    return sorted(rows, key=lambda row: sort_key(row.user.full_name))


def pack_context(day: InternshipDay, people: list[Application]) -> dict[str, Any]:
    """Everything the sheets say, in Ukrainian: the day is held in Ukraine, and so are its lists."""
    version = day.schedule_versions.first()
    frozen = version.frozen if version else None
    rows: list[dict[str, Any]] = [{"application": person, "group": group_of(frozen, person) if frozen else None} for person in people]
    numbers = sorted(map(int, frozen["groups"])) if frozen else []
    groups = [
        {
            "number": number,
            "rows": programme_of_group(frozen, number, "uk") if frozen else [],
            "people": [row["application"] for row in rows if row["group"] == number],
        }
        for number in numbers
    ]
    badges = [{**row, "qr": mark_safe(_qr(pass_text(row["application"]))), "photo": _photo(row["application"])} for row in rows]
    return {
        "day": day,
        "card": day_card(day, "uk"),
        "version": version.number if version else None,
        "made_at": timezone.now(),
        "rows": rows,
        "empty": range(EMPTY_ROWS),
        "groups": groups,
        "common": day.slots.all(),
        "hosts": hosts_of(groups),
        "badges": [badges[at : at + BADGES_A_PAGE] for at in range(0, len(badges), BADGES_A_PAGE)],
    }


def hosts_of(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who comes to each department, by time: for whoever receives them."""
    stops: dict[int, list[tuple[Row, dict[str, Any]]]] = {}
    for group in groups:
        for row in group["rows"]:
            if row.station is not None:
                stops.setdefault(row.station, []).append((row, group))
    return [
        {
            "station": station,
            **{name: getattr(found[0][0], name) for name in ("title", "place", "host")},
            "visits": [{"row": row, "group": group} for row, group in sorted(found, key=lambda one: one[0].starts)],
        }
        for station, found in sorted(stops.items())
    ]


def _photo(application: Application) -> str:
    """As a data address: nothing is fetched while the sheet is drawn. One that cannot be read leaves the badge without it."""
    photo = getattr(application.user, "profile", None) and application.user.profile.photo
    if not photo:
        return ""
    try:
        with photo.open("rb") as file:
            return "data:image/jpeg;base64," + b64encode(file.read()).decode()
    except OSError:
        return ""


def _qr(text: str) -> str:
    return segno.make(text, error="m", micro=False).svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None, dark="#000")


@cache
def styles() -> CSS:
    path = Path(settings.BASE_DIR) / "templates" / "internships" / "pdf" / "pack.css"
    return CSS(string=path.read_text(encoding="utf-8"), base_url="static:", url_fetcher=OwnFiles(), font_config=fonts())


@transaction.atomic
def forget_packs() -> int:
    """Its lists of people go when the needs go; that there was a pack stays."""
    until = timezone.now() - timedelta(days=centre(fresh=True).needs_kept_days)
    old = Pack.objects.exclude(file="").filter(day__ends_at__lt=until).select_related("day")
    for pack in old:
        pack.file.delete(save=False)
        Pack.objects.filter(pk=pack.pk).update(file="")
        history.record(pack.day, "forget_pack")
    return len(old)
