"""The day on paper: made on demand, downloaded by coordinators alone."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from school.foundation.files import serve_private
from school.foundation.models import Job, JobState

from ...packing import KIND, ask_for_pack
from ...presenting import day_card
from .board import day_or_404


@login_required
@require_http_methods(["GET", "POST"])
def pack(request: HttpRequest, code: str) -> HttpResponse:
    """POST asks for one more as things stand now; GET shows what was made and whether one is being made."""
    found = day_or_404(request, code)
    if request.method == "POST":
        ask_for_pack(day=found, actor=request.user)
        return redirect("internships:pack", found.code)
    last = Job.objects.filter(kind=KIND, args__day=found.pk).order_by("-pk").first()
    context = {
        "day": found,
        "card": day_card(found, get_language() or "uk"),
        "packs": found.packs.select_related("made_by__profile"),
        "making": last is not None and not last.over,
        "failed": last is not None and last.state == JobState.FAILED,
    }
    return render(request, "internships/teach/pack.html", context)


@login_required
@require_GET
def download(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found = day_or_404(request, code)
    made = get_object_or_404(found.packs.exclude(file=""), pk=number)
    return serve_private(request, made.file, filename=f"{found.date.isoformat()}.pdf", content_type="application/pdf", inline=True)
