"""A pass to look at: what stands on it, on a screen and on paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from weasyprint import CSS

from school.foundation.printing import OwnFiles, fonts, render_pdf

from .models import Application
from .passes import pass_text
from .presenting import day_card
from .programme import schedule_for


def pass_facts(application: Application, language: str) -> dict[str, Any]:
    schedule = schedule_for(application.day, application, language)
    return {
        "application": application,
        "name": application.user.full_name,
        "day": application.day,
        "card": day_card(application.day, language),
        "group": schedule["group"] if schedule else None,
        "qr": qr_svg(pass_text(application)),
    }


def qr_svg(text: str) -> SafeString:
    """Black on white with the quiet zone of four modules that scanners need, whatever the page's colours are."""
    drawing = segno.make(text, error="m", micro=False).svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None, dark="#000", light="#fff")
    return mark_safe(drawing)


def pass_pdf(application: Application, language: str) -> bytes:
    with override(language):
        html = render_to_string("internships/pdf/pass.html", {"pass": pass_facts(application, language), "language": language})
    return render_pdf(html, stylesheets=[_styles()])


@cache
def _styles() -> CSS:
    path = Path(settings.BASE_DIR) / "templates" / "internships" / "pdf" / "pass.css"
    return CSS(string=path.read_text(encoding="utf-8"), base_url="static:", url_fetcher=OwnFiles(), font_config=fonts())
