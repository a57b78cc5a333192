"""Typography, added when rendering and never stored."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

NBSP, WORD_JOINER = "\u00a0", "\u2060"
_SHORT = re.compile(
    r"(?<![\w&’ʼ'-])((?:[аеєийіоуюяАЕЄИЙІОУЮЯзвжбЗВЖБ]|до|на|за|не|ні|по|із|зі|від|під|при|та|що|як|це|№|ст\.|п\.|м\.|вул\.)) (?=\S)", re.IGNORECASE
)
_UNIT = re.compile(r"(\d) (?=%|р\.|ст\.|(?:год|хв|с|МБ|КБ|ГБ|грн|км|м|min|h|MB|KB|кредит|місць|місця|місце|днів|дні|день)\b)|(\d) (?=\d{3}\b)")
_E_WORD = re.compile(r"(?<!\w)([еeЕE])-(?=\w)")
_TAG = re.compile(r"(<[^>]*>)")


def typo_text(text: str) -> str:
    """No-break spaces after short words and before units; «е-» never torn; a dash kept with its word."""
    text = _E_WORD.sub(rf"\1-{WORD_JOINER}", text)
    text = _SHORT.sub(rf"\1{NBSP}", text)
    text = _SHORT.sub(rf"\1{NBSP}", text)
    text = _UNIT.sub(lambda found: found.group().rstrip() + NBSP, text)
    return text.replace(" – ", f"{NBSP}– ")


def typo_html(html: str) -> SafeString:
    """The same between the tags of markup that is already safe."""
    parts = _TAG.split(str(html))
    return mark_safe("".join(part if part.startswith("<") else typo_text(part) for part in parts))


def typo(value: object) -> SafeString:
    return _typed(str(value), hasattr(value, "__html__"))


@lru_cache(maxsize=8192)
def _typed(text: str, safe: bool) -> SafeString:
    """The same titles stand on every page: each is set once a process."""
    return typo_html(text if safe else conditional_escape(text))


def plain_number(value: Decimal) -> str:
    """1,5 in Ukrainian; whole hours without a comma."""
    return number_format(int(value) if value == value.to_integral() else value.normalize())
