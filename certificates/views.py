from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from school.accounts.rules import is_coordinator
from school.accounts.signed_in import SignedInRequest
from school.foundation.centre import centre

from .issuing import hide, show
from .models import Certificate
from .named import WordingChanged, consent_of, hide_name_in_register, show_name_in_register, wording
from .pending import pending_of
from .retaking import is_due, repeats_of
from .stored import FileDamaged, serve_stored


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    rows = Certificate.objects.filter(person=request.user).select_related("replaced_by").prefetch_related("qualified")
    pending = pending_of(request.user, get_language() or settings.LANGUAGE_CODE)
    repeats = repeats_of(row for row in rows if is_due(row))
    for row in rows:
        row.repeat = repeats.get(row.pk)
    consent = consent_of(request.user)
    context = {
        "certificates": rows,
        "pending": pending,
        "verifier": centre().qualified_verifier,
        "named": consent,
        "wording": consent.text if consent else wording(),
    }
    return render(request, "certificates/mine.html", context)


@login_required
@require_GET
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The file, for ever the same, for its holder and the centre."""
    allowed = Q() if is_coordinator(request.user) else Q(person=request.user)
    certificate = get_object_or_404(Certificate.objects.filter(allowed), code=code)
    if not certificate.ready:
        messages.info(request, _("The file is being made. It takes a few seconds; look again in a moment."))
        return redirect("certificates:mine")
    try:
        return serve_stored(request, certificate)
    except FileDamaged:
        if is_coordinator(request.user):
            return redirect("certificates:certificate", certificate.code)  # which says it
        messages.error(
            request,
            _(
                "The stored file of certificate %(number)s is damaged and is not handed out. Please write to the centre: the certificate itself stays in the register."
            )
            % {"number": certificate.number},
        )
        return redirect("certificates:mine")


@login_required
@require_POST
def visibility(request: HttpRequest, code: str) -> HttpResponse:
    certificate = get_object_or_404(Certificate, code=code, person=request.user)
    if request.POST.get("hide") == "1":
        hide(certificate=certificate, actor=request.user)
        messages.success(
            request, _("The page of certificate %(number)s no longer shows your name, only that it is genuine.") % {"number": certificate.number}
        )
    else:
        show(certificate=certificate, actor=request.user)
        messages.success(request, _("The page of certificate %(number)s shows its printed words again.") % {"number": certificate.number})
    return redirect("certificates:mine")


@login_required
@require_POST
def name_in_register(request: SignedInRequest) -> HttpResponse:
    """One switch for all the certificates of whoever is signed in."""
    if request.POST.get("show") != "1":
        hide_name_in_register(person=request.user)
        messages.success(request, _("Your consent is withdrawn: the open register no longer shows your name."))
        return redirect("certificates:mine")
    try:
        show_name_in_register(person=request.user, version=request.POST.get("version", "")[:20])
    except WordingChanged:
        messages.error(request, _("Nothing was switched on: the text of the consent has changed meanwhile. Please read it again below."))
    else:
        messages.success(request, _("The open register now shows your name beside your certificates in force."))
    return redirect("certificates:mine")
