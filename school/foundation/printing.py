"""HTML to PDF by WeasyPrint. Nothing is fetched but our own static files and what the caller hands over."""

from __future__ import annotations

import mimetypes
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse


class OwnFiles(URLFetcher):
    """`static:` addresses are read from the static folder; every other one is refused."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if not url.startswith("static:"):
            raise ValueError(f"not an address of ours: {url}")
        root = Path(settings.STATICFILES_DIRS[0]).resolve()
        path = (root / url.removeprefix("static:")).resolve()
        if not path.is_relative_to(root):
            raise ValueError(f"outside the static folder: {url}")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, body=path.read_bytes(), headers={"Content-Type": kind})


@cache
def fonts() -> FontConfiguration:
    return FontConfiguration()


def render_pdf(html: str, **options: Any) -> bytes:
    """`options` go to WeasyPrint's write_pdf (pdf_variant, attachments …)."""
    document = HTML(string=html, base_url="static:", url_fetcher=OwnFiles())
    return document.write_pdf(font_config=fonts(), **options)
