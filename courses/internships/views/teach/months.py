"""The calendar of days."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from school.accounts.rules import is_coordinator
from school.foundation.calendar import KYIV

from ...months import months_of, years_of


@login_required
@require_GET
def months(request: HttpRequest) -> HttpResponse:
    """A year at a time; an address with no such year shows this one."""
    if not is_coordinator(request.user):
        raise PermissionDenied(_("These pages are for coordinators."))
    today = timezone.localdate(timezone=KYIV)
    years = years_of(request.user, today)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else today.year
    found = months_of(request.user, year)
    context = {
        "year": year,
        "years": years,
        "months": [month for month in found if month.days],
        "empty": [month.within for month in found if not month.days],
    }
    return render(request, "internships/teach/months.html", context)
