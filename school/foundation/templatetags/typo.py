"""Typography, icons and the woven pictures."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .. import text
from ..centre import words as pick_words

register = template.Library()
_SHAPE = re.compile(r"<svg[^>]*>(.*?)</svg>", re.S)


@register.filter(name="typo")
def typo_filter(value: Any) -> SafeString:
    return text.typo(value) if value not in (None, "") else mark_safe("")


@register.filter
def own_links(value: str) -> SafeString:
    """Typeset words in which the School's own addresses are links; an address that somebody else wrote stays words."""
    own = re.compile(rf"({re.escape(settings.PUBLIC_URL)}/[^\s<>\"']*[^\s<>\"'.,;:!?)»”])")
    parts = own.split(str(value))
    return mark_safe(
        "".join(format_html('<a href="{0}">{0}</a>', part) if number % 2 else text.typo(part) for number, part in enumerate(parts) if part)
    )


@register.filter
def words(record: Any, name: str) -> str:
    """`{{ centre|words:"name" }}`: the record's words in the active language."""
    return pick_words(record, name)


@cache
def _shape(name: str) -> str:
    source = (Path(settings.BASE_DIR) / "templates" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    found = _SHAPE.search(source)
    return " ".join(found.group(1).split()) if found else ""


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A Lucide icon in the text's colour; the words beside it say what it means."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
        ' stroke-linejoin="round" aria-hidden="true">{}</svg>',
        mark_safe(_shape(name)),
    )


@register.simple_tag
def cover(key: Any, palette: str = "", *, lazy: bool = True) -> SafeString:
    """The woven cover of a course; the title beside it says it all, so its alt is empty."""
    return _picture("cover", key, palette, 105, 70, lazy)


@register.simple_tag
def mark(key: Any, palette: str = "", *, lazy: bool = True) -> SafeString:
    return _picture("mark", key, palette, 45, 45, lazy)


@lru_cache(maxsize=1024)
def _picture(what: str, key: Any, palette: str, width: int, height: int, lazy: bool) -> SafeString:
    address = reverse("foundation:art", args=[what, key]) + (f"?cloth={palette}" if palette else "")
    return format_html('<img src="{}" alt="" width="{}" height="{}"{}>', address, width * 6, height * 6, mark_safe(' loading="lazy"') if lazy else "")


@register.filter
def zip_columns(row: Any, columns: Any) -> list[tuple[Any, Any]]:
    """A typed table's cells with the column each stands in."""
    return list(zip(columns, row, strict=False))
