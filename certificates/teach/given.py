"""The coordinator's desk of statements and thanks: whom they may be given to, and giving them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from school.accounts.finding import by_name
from school.accounts.models import User
from webinars.models import Viewing, WebinarSeriesPage
from webinars.series import keys_of

from ..awards import NotEarned, award_of
from ..desk_awards import series_key, taught, thanks_key, waiting_for_statement
from ..enums import AwardKind
from ..issuing import issue
from ..models import Certificate
from .doors import coordinator_or_404

GIVEN = (AwardKind.ATTENDANCE, AwardKind.THANKS, AwardKind.SERIES)
SHOWN = 100


@login_required
@require_GET
def given(request: HttpRequest) -> HttpResponse:
    coordinator_or_404(request)
    statements = waiting_for_statement().select_related("user__profile", "day__internship").order_by("-day__starts_at", *by_name("user__"), "pk")
    return render(request, "certificates/teach/given.html", {"statements": statements[:SHOWN], "thanks": _thanks(), "series": _series()[:SHOWN]})


def _written(kind: AwardKind) -> set[str]:
    return set(Certificate.objects.filter(award_kind=kind).values_list("award_key", flat=True))


def _thanks() -> list[dict[str, Any]]:
    """Runs that are over, the latest first, with whoever taught them and was not thanked."""
    pairs, known = taught(), _written(AwardKind.THANKS)
    waiting = [(run, user, thanks_key(run, user)) for run, user in pairs if thanks_key(run, user) not in known][:SHOWN]
    people = User.objects.select_related("profile").in_bulk({user for _run, user, _key in waiting})
    return [{"run": run, "person": people[user], "key": key} for run, user, key in waiting]


def _series() -> list[dict[str, Any]]:
    """Whoever has watched every webinar of a series and has no certificate of it."""
    pages = list(WebinarSeriesPage.objects.live().filter(locale__language_code=get_language() or "uk").order_by("title"))
    wanted = keys_of(pages) if pages else {}
    known, rows = _written(AwardKind.SERIES), []
    for page in pages:
        parts = set(wanted[page.translation_key])
        seen: dict[int, set[Any]] = {}
        for user, key in Viewing.objects.filter(webinar__key__in=parts).exclude(reached_at=None).values_list("user", "webinar__key"):
            seen.setdefault(user, set()).add(key)
        ready = [user for user, keys in seen.items() if parts and keys == parts and series_key(page.translation_key, user) not in known]
        people = User.objects.select_related("profile").filter(pk__in=ready).order_by(*by_name(), "pk")
        rows += [{"page": page, "person": person, "key": series_key(page.translation_key, person.pk)} for person in people]
    return rows


@login_required
@require_POST
def give(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One statement, letter of thanks or certificate of a series; pressed twice it is the same one."""
    coordinator_or_404(request)
    if kind not in GIVEN:
        raise Http404
    try:
        made = issue(award=award_of(kind, key), actor=request.user)
    except NotEarned:
        messages.error(request, _("Nothing was issued: the records do not bear it out."))
        return redirect("certificates:given")
    messages.success(request, _("Certificate %(number)s is issued. Its file and the letter follow in a moment.") % {"number": made.number})
    return redirect("certificates:given")
