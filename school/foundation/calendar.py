"""Kyiv days. A deadline «till 5 May» is kept as the first instant it is over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

KYIV = ZoneInfo("Europe/Kyiv")


def deadline(day: date) -> datetime:
    """The first instant after that day in Kyiv."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=KYIV)


def last_day(moment: datetime) -> date:
    """The last Kyiv day wholly or partly before that instant."""
    return (moment - timedelta(microseconds=1)).astimezone(KYIV).date()


def kyiv_day(moment: datetime | date) -> date:
    return moment.astimezone(KYIV).date() if isinstance(moment, datetime) else moment


def kyiv_today() -> date:
    return kyiv_day(timezone.now())


def day_words(moment: datetime | date, *, year: bool = False) -> str:
    """«23 листопада», with the year when it is not this one or asked for."""
    day = kyiv_day(moment)
    with_year = year or day.year != timezone.localdate(timezone=KYIV).year
    if (get_language() or "uk").startswith("uk"):
        return formats.date_format(day, "j E Y" if with_year else "j E") + (" року" if with_year and year else "")
    return formats.date_format(day, "j F Y" if with_year else "j F")


def month_words(moment: datetime | date) -> str:
    """«грудень 2012 року»: for what is known no more exactly."""
    day = kyiv_day(moment)
    if (get_language() or "uk").startswith("uk"):
        return formats.date_format(day, "F Y").lower() + " року"
    return formats.date_format(day, "F Y")


def span_words(start: datetime | date, end: datetime | date | None, *, year: bool = False) -> str:
    """«23 листопада – 3 січня»; `end` is a day, or the first instant after the last one."""
    if end is None:
        return day_words(start, year=year)
    last = last_day(end) if isinstance(end, datetime) else end
    first = kyiv_day(start)
    if first == last:
        return day_words(first, year=year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {day_words(last, year=year)}"
    return f"{day_words(first, year=year and first.year != last.year)} – {day_words(last, year=year)}"


def nearness(moment: datetime | date) -> str:
    """How far a day is from today: «сьогодні», «через 3 дні», «2 дні тому»."""
    left = (kyiv_day(moment) - timezone.localdate(timezone=KYIV)).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday"), 2: _("the day after tomorrow")}
    if left in near:
        return near[left]
    if abs(left) >= 60:
        months = abs(left) // 30
        form = ngettext("in %(n)d month", "in %(n)d months", months) if left > 0 else ngettext("%(n)d month ago", "%(n)d months ago", months)
        return form % {"n": months}
    form = ngettext("in %(n)d day", "in %(n)d days", left) if left > 0 else ngettext("%(n)d day ago", "%(n)d days ago", -left)
    return form % {"n": abs(left)}
