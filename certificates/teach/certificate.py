"""One certificate of the register: look, replace, revoke, issue anew."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from school.foundation.history import history_of

from ..awards import Award, NotEarned, award_of
from ..enums import AwardKind
from ..forms import ReplaceForm, RevokeForm
from ..issuing import replace, revoke
from ..models import Certificate, CertificateState
from ..signing.waiting import file_trouble
from ..stored import is_intact
from ..wording import verb_words
from .by_hand import issue_by_hand
from .doors import coordinator_or_404


def certificate_or_404(request: HttpRequest, code: str) -> Certificate:
    coordinator_or_404(request)
    return get_object_or_404(Certificate.objects.select_related("person", "replaced_by"), code=code)


@login_required
@require_GET
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    found = certificate_or_404(request, code)
    events = [{"words": verb_words(event.verb), "event": event} for event in history_of(found).select_related("actor")]
    context: dict[str, Any] = {"certificate": found, "said": found.frozen, "events": events}
    context["files"] = found.files.all()
    context["file_trouble"] = file_trouble(found)
    context["damaged"] = found.ready and not is_intact(found)
    context["before"] = Certificate.objects.filter(replaced_by=found).first()
    context["again"] = found.state == CertificateState.REVOKED and not Certificate.objects.of_award(found.award_kind, found.award_key).live().exists()
    return render(request, "certificates/teach/certificate.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def replace_view(request: HttpRequest, code: str) -> HttpResponse:
    found = certificate_or_404(request, code)
    if found.state != CertificateState.ISSUED:
        return redirect("certificates:certificate", found.code)
    award = _other_volume(found)
    form = ReplaceForm(request.POST or None, certificate=found, other_hours=award is not None)
    if request.method == "POST" and form.is_valid():
        new = replace(certificate=found, actor=request.user, reason=form.cleaned_data["reason"], changes=form.changes, award=award)
        messages.success(request, _("Certificate %(new)s is issued instead of %(old)s.") % {"new": new.number, "old": found.number})
        return redirect("certificates:certificate", new.code)
    context = {"form": form, "certificate": found, "said": found.frozen, "award": award}
    return render(request, "certificates/teach/replace.html", context, status=400 if form.errors else 200)


def _other_volume(found: Certificate) -> Award | None:
    """What a day gives now, where its confirmed hours are not the printed ones any more."""
    if found.award_kind != AwardKind.DAY:
        return None
    try:
        award = award_of(found.award_kind, found.award_key)
    except NotEarned:
        return None
    return award if award.hours != Decimal(found.frozen["hours"]) else None


@login_required
@require_http_methods(["GET", "POST"])
def revoke_view(request: HttpRequest, code: str) -> HttpResponse:
    found = certificate_or_404(request, code)
    if found.state != CertificateState.ISSUED:
        return redirect("certificates:certificate", found.code)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        revoke(certificate=found, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Certificate %(number)s is revoked.") % {"number": found.number})
        return redirect("certificates:certificate", found.code)
    context = {"form": form, "certificate": found, "said": found.frozen}
    return render(request, "certificates/teach/revoke.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def issue_anew(request: HttpRequest, code: str) -> HttpResponse:
    """After a revocation: a new certificate for the same award, a deliberate act."""
    found = certificate_or_404(request, code)
    return issue_by_hand(request, found.award_kind, found.award_key, anew=True) or redirect("certificates:certificate", found.code)
