"""The coordinator's page of one organisation: confirm it, or merge it into the one it doubles."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ..models import Organisation
from ..organisations import confirm_organisation, likely_doubles, merge_effect, merge_organisations

LISTING = "wagtailsnippets_accounts_organisation:list"


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("accounts.change_organisation"):
        raise PermissionDenied
    organisation = get_object_or_404(Organisation.objects.live(), pk=pk)
    if request.method == "POST" and request.POST.get("do") == "confirm":
        confirm_organisation(organisation=organisation, actor=request.user)
        messages.success(request, _("«%(name)s» is confirmed.") % {"name": organisation.name})
        return redirect(LISTING)
    into = _chosen(request, organisation)
    if request.method == "POST" and into is not None and request.POST.get("do") == "merge":
        return _merge(request, organisation, into)
    words = request.GET.get("q", "").strip()
    found = Organisation.objects.matching(words).exclude(pk=pk).select_related("city")[:20] if words else likely_doubles(organisation)
    context = {"organisation": organisation, "people": organisation.people.count(), "doubles": found, "q": words, "into": into}
    if into is not None:
        context["effect"] = merge_effect(double=organisation, into=into)
    return render(request, "accounts/admin/organisation.html", context)


def _chosen(request: HttpRequest, organisation: Organisation) -> Organisation | None:
    chosen = request.POST.get("into") or request.GET.get("into") or ""
    return Organisation.objects.live().exclude(pk=organisation.pk).filter(pk=chosen).first() if chosen.isdigit() else None


def _merge(request: HttpRequest, double: Organisation, into: Organisation) -> HttpResponse:
    try:
        moved = merge_organisations(double=double, into=into, actor=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("organisation_review", double.pk)
    said = ngettext("Merged. %(n)d person moved to «%(name)s».", "Merged. %(n)d people moved to «%(name)s».", moved)
    messages.success(request, said % {"n": moved, "name": into.name})
    return redirect(LISTING)
