from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from .learning import my_learning


@login_required
@require_GET
def my(request: HttpRequest) -> HttpResponse:
    """Where I am, what is due, what I have earned."""
    context: dict[str, Any] = my_learning(request.user, get_language() or "uk")
    return render(request, "dashboard/my.html", context)
