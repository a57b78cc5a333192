"""What a person has learned: their own page, the one they may open to others, and transcripts."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from school.foundation import limits
from school.foundation.codes import fold_code
from school.foundation.files import serve_private

from .achievements.gathering import learning_of
from .achievements.showing import hide_achievements, show_achievements
from .achievements.transcribing import NothingLearned, make_transcript
from .models import AchievementsPage, Transcript
from .verify_views import private

PER_MINUTE = 30


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    context = {
        "learning": learning_of(request.user, _language()),
        "open_page": AchievementsPage.objects.filter(person=request.user, shown_at__isnull=False).first(),
        "transcripts": Transcript.objects.filter(person=request.user).exclude(frozen={}).order_by("-made_at", "-pk")[:10],
        "public_url": settings.PUBLIC_URL,
    }
    return render(request, "certificates/achievements/mine.html", context)


@login_required
@require_POST
def visibility(request: HttpRequest) -> HttpResponse:
    if request.POST.get("show") == "1":
        show_achievements(person=request.user, actor=request.user)
        messages.success(request, _("Your page is open: whoever has its address sees it."))
    else:
        hide_achievements(person=request.user, actor=request.user)
        messages.success(request, _("Your page is closed: nobody else sees it."))
    return redirect("certificates:achievements")


@require_safe
def shown(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever has the address, while its owner wishes."""
    page = get_object_or_404(AchievementsPage.objects.select_related("person__profile"), code=fold_code(code), shown_at__isnull=False)
    learning = learning_of(page.person, _language()).shown
    return private(render(request, "certificates/achievements/shown.html", {"person": page.person, "learning": learning}))


@login_required
@require_POST
def transcribe(request: HttpRequest) -> HttpResponse:
    try:
        made = make_transcript(person=request.user, language=_language(), actor=request.user)
    except NothingLearned as refusal:
        messages.error(request, str(refusal))
        return redirect("certificates:achievements")
    if not made.ready:
        messages.info(request, _("The transcript is being made. It takes a few seconds; look again in a moment."))
    else:
        messages.success(request, _("Nothing has changed since your last transcript: it is the one below."))
    return redirect("certificates:achievements")


@login_required
@require_GET
def download(request: HttpRequest, code: str) -> HttpResponse:
    transcript = get_object_or_404(Transcript.objects.exclude(sha256="").exclude(frozen={}), code=code, person=request.user)
    return serve_private(request, transcript.pdf, filename=transcript.filename, content_type="application/pdf")


@require_safe
def transcript(request: HttpRequest, code: str) -> HttpResponse:
    """Where its QR code leads: that it is ours, of which day and how much; the person stands on the paper alone."""
    if not limits.allow(f"transcript:{limits.address_of(request)}", limit=PER_MINUTE, seconds=60):
        return private(HttpResponse(_("Too many questions in a minute. Wait a little and try again."), status=429, headers={"Retry-After": "60"}))
    found = Transcript.objects.exclude(sha256="").filter(code=fold_code(code)[:64]).first()
    return private(render(request, "certificates/achievements/transcript.html", {"found": found}, status=200 if found else 404))
