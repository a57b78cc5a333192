"""The map for search engines: every language, and the address the public knows, not the one the machine listens at."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page


class SiteMap(Sitemap):
    def items(self) -> Any:
        return Page.objects.filter(depth__gt=1).live().public().order_by("path").defer_streamfields().specific()

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        rows = super()._urls(page, protocol, domain)
        return [row | {"location": settings.PUBLIC_URL + urlsplit(row["location"]).path} for row in rows if row["location"]]
