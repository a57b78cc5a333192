"""A page's address without asking the cache for every link: the site's root paths are remembered."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, Site

from school.foundation.memo import remember


def page_url(page: Page, request: Any = None) -> str:
    """The address on this site, empty for a page outside it."""
    page._wagtail_cached_site_root_paths = remember("root_paths", Site.get_site_root_paths)
    return page.get_url() or ""
