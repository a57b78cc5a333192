from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .. import calendar
from ..text import NBSP

register = template.Library()


@register.filter
def day(moment: Any) -> str:
    return calendar.day_words(moment) if moment else ""


@register.filter
def day_year(moment: Any) -> str:
    return calendar.day_words(moment, year=True) if moment else ""


@register.filter
def span(start: Any, end: Any) -> str:
    return calendar.span_words(start, end) if start else ""


@register.filter
def nearness(moment: Any) -> str:
    """The number stays with its word at the end of a line."""
    return re.sub(r"(\d) ", rf"\1{NBSP}", calendar.nearness(moment)) if moment else ""


@register.filter
def last_day(moment: datetime | None) -> Any:
    """The last day of a deadline kept as the first instant after it."""
    return calendar.last_day(moment) if moment else None


@register.filter
def clock(moment: datetime | None) -> str:
    return f"{moment.astimezone(calendar.KYIV):%-H:%M}" if moment else ""


@register.filter
def timecode(seconds: int | None) -> str:
    """A moment of a recording: «12:30», «1:02:05»."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    whole, minutes = divmod(minutes, 60)
    return f"{whole}:{minutes:02d}:{rest:02d}" if whole else f"{minutes}:{rest:02d}"


@register.filter
def hours(value: Any) -> str:
    """«18 годин», «1,5 години»: academic hours in words."""
    if value is None or value == "":
        return ""
    if (exact := Decimal(str(value))) != int(exact):
        return pgettext("a fraction", "%(shown)s hours") % {"shown": number(value)}
    return ngettext("%(shown)s hour", "%(shown)s hours", int(exact)) % {"shown": number(value)}


@register.filter
def academic_hours(value: Any) -> str:
    """«10 академічних годин», «1,5 академічної години»."""
    if value is None or value == "":
        return ""
    if (exact := Decimal(str(value))) != int(exact):
        return pgettext("a fraction", "%(shown)s academic hours") % {"shown": number(value)}
    return ngettext("%(shown)s academic hour", "%(shown)s academic hours", int(exact)) % {"shown": number(value)}


@register.filter
def credits(value: Any) -> str:
    """«2 кредити ЄКТС», «0,3 кредиту ЄКТС»."""
    if value is None or value == "":
        return ""
    if (exact := Decimal(str(value))) != int(exact):
        return pgettext("a fraction", "%(shown)s ECTS credits") % {"shown": number(value)}
    return ngettext("%(shown)s ECTS credit", "%(shown)s ECTS credits", int(exact)) % {"shown": number(value)}


@register.filter
def minutes(value: int | None) -> str:
    """«12 хв», «2 год 10 хв»."""
    if not value:
        return ""
    whole, rest = divmod(int(value), 60)
    if not whole:
        return _("%(n)d min") % {"n": rest}
    return _("%(h)d h") % {"h": whole} if not rest else _("%(h)d h %(n)d min") % {"h": whole, "n": rest}


@register.filter
def number(value: Any) -> str:
    """18, 18,5: no trailing zeros, the language's decimal sign."""
    if value is None or value == "":
        return ""
    found = Decimal(str(value))
    return formats.number_format(int(found) if found == int(found) else found.normalize(), use_l10n=True)
