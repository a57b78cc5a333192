"""A city writes its case: by account, or by a link sent to its address."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from school.foundation import limits, links

from ...models import CaseSubmission
from ..drafting import CannotSend, begin_by_mail, begin_draft, save_draft
from ..forms import AddressForm, Told
from .desk import Author, desk

SALT = "case-draft"
HOURS = 12  # a page open for longer than that is no proof of who wrote it
MOST_LETTERS, WITHIN = 5, 3600


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """What a case is, and how to begin: with an account at once, without one by a letter."""
    if request.user.is_authenticated:
        own = CaseSubmission.objects.of(request.user).order_by("-pk")
        return render(request, "library/cases/send.html", {"own": own})
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        by_address, by_mail = f"case-from:{limits.address_of(request)}", f"case-to:{email}"
        if limits.allow(by_address, limit=4 * MOST_LETTERS, seconds=WITHIN) and limits.allow(by_mail, limit=MOST_LETTERS, seconds=WITHIN):
            begin_by_mail(email=email, language=get_language() or "uk")
            messages.success(request, _("The letter is on its way to %(email)s. Open the link in it to write the case.") % {"email": email})
            return redirect("cases:send")
        form.add_error(None, _("Too many letters were asked for. Look in the mailbox, or try again in an hour."))
    return render(request, "library/cases/send.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    return redirect("cases:draft", begin_draft(user=request.user, language=get_language() or "uk").code)


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """The author's own page of a case; nobody else's."""
    if not request.user.is_authenticated:
        return _signed_out(request, code)
    submission = get_object_or_404(CaseSubmission.objects.of(request.user), code=code)
    return desk(request, submission, Author(actor=request.user, mark=signing.dumps({"code": code, "user": request.user.pk}, salt=SALT)))


def _signed_out(request: HttpRequest, code: str) -> HttpResponse:
    """The session ended while somebody was writing: the page itself says whose it is, so what was typed is kept before they sign in again."""
    try:
        whose = signing.loads(request.POST.get("mark", ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        whose = {}
    submission = CaseSubmission.objects.filter(code=code, author=whose.get("user")).first() if whose.get("code") == code else None
    if submission is not None and submission.editable:
        told = Told(submission, request.POST)
        told.is_valid()
        try:
            save_draft(submission=submission, data=told.taken, actor=submission.author)
            messages.info(request, _("You were signed out. What you wrote is kept: sign in to go on."))
        except CannotSend as refused:
            messages.error(request, str(refused))
    return redirect(f"{reverse('account_login')}?{urlencode({'next': reverse('cases:draft', args=[code])})}")


def by_link(request: HttpRequest, link: links.Link) -> HttpResponse:
    """The holder of a link from a letter; it may be opened as often as needed until it expires."""
    submission = CaseSubmission.objects.filter(code=link.data["submission"], email=link.holder).first()
    if submission is None:
        return render(request, "foundation/link_problem.html", {"problem": "unknown"}, status=404)
    return desk(request, submission, Author(holder=link.holder))
