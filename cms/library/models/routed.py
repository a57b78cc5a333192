"""A section whose pieces are records: it answers for their addresses itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from .sections import SectionPage

__all__ = ["RoutedSectionPage", "path"]


class RoutedSectionPage(RoutablePageMixin, SectionPage):
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, view: Any = None, args: Any = None, kwargs: Any = None) -> HttpResponse:
        request.school_page = self  # type: ignore[attr-defined]
        return super().serve(request, view, args, kwargs)

    def shown_below(self, request: HttpRequest, part: str, **render: Any) -> HttpResponse:
        """An address of a piece under the section's own; the section in the other language has it under the same name."""
        request.school_part = f"{part}/"  # type: ignore[attr-defined]
        return self.render(request, **render)
