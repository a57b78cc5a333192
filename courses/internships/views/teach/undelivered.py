"""Letters that did not arrive, sent once more."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ...rules import applications_coordinated_by, attendances_coordinated_by
from ...undelivered import send_lost_again, send_lost_again_to_walk_in


@login_required
@require_POST
def again(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(applications_coordinated_by(request.user).select_related("user"), code=code)
    with transaction.atomic():
        number = send_lost_again(application=found, actor=request.user)
    _tell(request, number, found.user.email)
    return redirect("internships:teach_application", found.code)


@login_required
@require_POST
def again_to_walk_in(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody who came without applying has no application's page: it is sent from the board."""
    rows = attendances_coordinated_by(request.user).filter(application=None).select_related("user", "day")
    found = get_object_or_404(rows, code=code)
    with transaction.atomic():
        number = send_lost_again_to_walk_in(attendance=found, actor=request.user)
    _tell(request, number, found.user.email)
    return redirect("internships:teach_day", found.day.code)


def _tell(request: HttpRequest, number: int, address: str) -> None:
    if number:
        said = ngettext("%(n)d letter is on its way to %(to)s.", "%(n)d letters are on their way to %(to)s.", number)
        messages.success(request, said % {"n": number, "to": address})
    else:
        messages.info(request, _("Every letter to this person has been sent already."))
