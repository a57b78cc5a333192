"""A file of the day, to whom it is open."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from school.foundation.files import serve_private

from ..materials import filename_of, material_seen_by


@login_required
@require_GET
def material(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(material_seen_by(request.user), code=code)
    return serve_private(request, found.file, filename=filename_of(found, get_language() or "uk"), inline=found.in_place)
