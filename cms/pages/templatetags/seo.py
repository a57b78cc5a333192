"""Head links: canonical, hreflang, Open Graph, and JSON-LD that a page offers."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from school.foundation.memo import remember

from ..addresses import page_url

register = template.Library()

OG_LOCALES = {"uk": "uk_UA", "en": "en_GB"}
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.inclusion_tag("components/head_links.html", takes_context=True)
def seo_links(context: dict[str, Any]) -> dict[str, Any]:
    if context.get("error"):
        return {}  # what is not there has no address to be found at
    request = context.get("request")
    page = getattr(request, "school_page", None) if request is not None else None
    links = list(context.get("language_links") or [])
    return {
        "canonical": f"{settings.PUBLIC_URL}{request.path}" if request is not None else "",
        "alternates": [{**link, "url": _absolute(link["url"])} for link in links if link.get("exact")],
        "page": page,
        "locale": OG_LOCALES.get(get_language() or "", ""),
    }


@register.simple_tag
def crumbs_of(page: Any) -> list[dict[str, str]]:
    """The pages above, the home page first."""
    return remember(f"crumbs:{page.pk}:{get_language()}", lambda: _crumbs(page))


def _crumbs(page: Any) -> list[dict[str, str]]:
    rows = page.get_ancestors().filter(depth__gt=1).only("title", "url_path", "depth", "path", "locale_id")
    return [{"title": row.title if row.depth > 2 else gettext("Home"), "url": page_url(row)} for row in rows]


def _absolute(url: str) -> str:
    return url if url.startswith("http") else f"{settings.PUBLIC_URL}{url}"


@register.simple_tag
def json_ld(data: dict[str, Any] | None) -> SafeString:
    """A data block, not a script: the browser runs nothing of it, and no text can close it."""
    if not data:
        return mark_safe("")
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
