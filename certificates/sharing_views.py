"""The holder's links to a certificate, and what opens by them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from school.foundation.links import Link

from .models import Certificate, Share
from .picturing import picture_response
from .sharing import ShareRefused, record_opening, share, withdraw_share
from .sharing_forms import ShareForm
from .stored import serve_stored_or_404
from .verify_views import private
from .verifying import told

ADDRESS = "certificate-link"  # in the session, till it has been shown once


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, code: str) -> HttpResponse:
    certificate = get_object_or_404(Certificate, code=code, person=request.user)
    form = ShareForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            _made, address = share(certificate=certificate, actor=request.user, ends_on=form.ends_on, note=form.cleaned_data["note"])
        except ShareRefused as problem:
            refusal = str(problem)
        else:
            request.session[ADDRESS] = {certificate.code: address}
            return redirect("certificates:links", certificate.code)
    address = request.session.pop(ADDRESS, {}).get(certificate.code, "")
    context = {"certificate": certificate, "form": form, "shares": certificate.shares.all(), "address": address, "refusal": refusal}
    return private(render(request, "certificates/links.html", context))


@login_required
@require_POST
def withdraw_link(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = get_object_or_404(Share, pk=pk, certificate__code=code, certificate__person=request.user)
    withdraw_share(share=found, actor=request.user)
    messages.success(request, _("The link is withdrawn: it shows nothing any more."))
    return redirect("certificates:links", code)


def answer(request: HttpRequest, link: Link) -> HttpResponse:
    """The certificate, its picture or its file. A link that works no more does not tell whose it was."""
    found = Share.objects.select_related("certificate__replaced_by").filter(pk=link.data.get("share")).first()
    if found is None or not found.works:
        return private(render(request, "certificates/share_withdrawn.html", status=410))
    return private(_part(request, found))


def _part(request: HttpRequest, found: Share) -> Any:
    certificate, part = found.certificate, request.GET.get("part", "")
    if part == "picture" and certificate.ready:
        return picture_response(certificate)
    if part == "pdf" and certificate.ready:
        return serve_stored_or_404(request, certificate)
    if request.method == "GET" and request.user.pk != certificate.person_id:
        record_opening(found)
    said = told(certificate, by_link=True)
    context = {"share": found, "found": said, "certificate": said, "fields": said.fields}
    return render(request, "certificates/shared.html", context)
