"""One certificate issued by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ..awards import NotEarned, award_of
from ..issuing import issue


def issue_by_hand(request: HttpRequest, kind: str, key: str, *, anew: bool) -> HttpResponse | None:
    try:
        made = issue(award=award_of(kind, key), actor=request.user, anew=anew)
    except NotEarned:
        messages.error(request, _("Nothing was issued: the required steps are not all done."))
        return None
    messages.success(request, _("Certificate %(number)s is issued. Its file and the letter follow in a moment.") % {"number": made.number})
    return redirect("certificates:certificate", made.code)
