"""Who may come in: the coordinator, and nobody learns that there is a door."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from school.accounts.rules import is_coordinator


def coordinator_or_404(request: HttpRequest) -> None:
    if not is_coordinator(request.user):
        raise Http404
