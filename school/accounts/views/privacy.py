from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from school.foundation import limits

from ..enums import ConsentPurpose
from ..erasing import erase_person, export_person, is_last_administrator
from ..forms import EraseForm
from ..profiles import withdraw_consent
from ..signed_in import SignedInRequest


@login_required
@require_GET
def privacy(request: SignedInRequest) -> HttpResponse:
    consents = list(request.user.consents.select_related("text").order_by("-given_at"))
    learning = [consent.withdrawn_at is None for consent in consents if consent.text.purpose == ConsentPurpose.LEARNING]
    agreed, others = any(learning), any(consent.withdrawn_at is None and consent.text.purpose != ConsentPurpose.LEARNING for consent in consents)
    context = {"consents": consents, "agreed": agreed, "others": others, "lapsed": learning and not agreed}
    return render(request, "accounts/privacy.html", context)


@login_required
@require_POST
def export(request: SignedInRequest) -> HttpResponse:
    if not limits.allow(f"export:{request.user.pk}", limit=5, seconds=3600):
        messages.error(request, _("You have downloaded your data five times within an hour. Try again later."))
        return redirect("accounts:privacy")
    response = HttpResponse(export_person(user=request.user), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="my-data-{request.user.code}.zip"'
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def erase(request: SignedInRequest) -> HttpResponse:
    """Says what goes and what stays; then the account is erased and the person signed out."""
    if is_last_administrator(request.user):
        messages.error(request, _("You are the only administrator. Make somebody else one first, so that the school can be run."))
        return redirect("accounts:privacy")
    if request.method == "POST" and not limits.allow(f"erase:{request.user.pk}", limit=10, seconds=3600):
        messages.error(request, _("Too many attempts. Wait an hour and try again."))
        return redirect("accounts:privacy")
    form = EraseForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        user = request.user
        erase_person(user=user, actor=user)
        logout(request)
        messages.success(request, _("Your account is erased. Thank you for learning with us."))
        return redirect("/")
    return render(request, "accounts/erase.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: SignedInRequest) -> HttpResponse:
    """One purpose alone, or everything."""
    purpose = request.POST.get("purpose", "")
    if purpose and purpose not in ConsentPurpose.values:
        raise Http404
    withdraw_consent(user=request.user, purpose=purpose)
    if purpose:
        messages.success(request, _("Your consent is withdrawn."))
        return redirect("accounts:privacy")
    messages.success(request, _("Your consent is withdrawn. You can also erase the whole account below."))
    return redirect("accounts:privacy")
