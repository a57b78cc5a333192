"""Both halves of a designer's sheet as they are drawn, or why they are not taken."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .markup import Markup, Problem
from .styles import Styles

MOST = 12  # sentences at once


def written(sheet: Any) -> dict[str, Any]:
    """What was understood of it: safe to draw, whatever stands in the fields."""
    return {"html": Markup(sheet.html).html, "css": Styles(sheet.css).css, "lying": sheet.lying}


def check_html(text: str) -> None:
    _refuse(Markup(text).problems)


def check_css(text: str) -> None:
    _refuse(Styles(text).problems)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise ValidationError([_("Line %(n)d: %(words)s") % {"n": line, "words": words} for line, words in sorted(problems)[:MOST]])
