from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from school.foundation.files import serve_private

from ..forms import ProfileForm
from ..models import Organisation
from ..portraits import portraits_seen_by
from ..profiles import consent_in_force, propose_latin
from ..signed_in import SignedInRequest


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Who I am: what the school needs to enrol me and write a certificate."""
    text = consent_in_force()
    form = ProfileForm(request.POST or None, request.FILES or None, user=request.user, consent_text=text)
    following = _next(request)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your profile is saved."))
        return redirect(following or reverse("dashboard:my"))
    known = Organisation.objects.live().filter(confirmed=True)[:200]
    context = {"form": form, "consent_text": text, "next": following, "organisations": known, "complete": _complete(request)}
    return render(request, "accounts/profile.html", context, status=400 if form.errors else 200)


def _complete(request: SignedInRequest) -> bool:
    profile = getattr(request.user, "profile", None)
    return profile is not None and profile.complete


def _next(request: SignedInRequest) -> str:
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure()) else ""


@login_required
@require_GET
def portrait(request: SignedInRequest, code: str) -> HttpResponse:
    """Mine, or anybody's for a coordinator."""
    found = get_object_or_404(portraits_seen_by(request.user), user__code=code)
    return serve_private(request, found.photo, filename="photo.jpg", content_type="image/jpeg", inline=True)


@login_required
@require_GET
def latin(request: SignedInRequest) -> JsonResponse:
    """The official Latin spelling of a name, proposed while it is typed."""
    return JsonResponse({"latin": propose_latin(request.GET.get("name", "")[:120])})


@login_required
@require_GET
def organisations(request: SignedInRequest) -> JsonResponse:
    """Ten organisations by the words of a name or by an EDRPOU code, confirmed ones first."""
    words = request.GET.get("q", "").strip()[:100]
    found = Organisation.objects.matching(words).select_related("city").order_by("-confirmed", "name")[:10] if len(words) > 1 else []
    return JsonResponse(
        {"organisations": [{"name": row.name, "note": ", ".join(part for part in (row.edrpou, str(row.city or "")) if part)} for row in found]}
    )
