"""Frozen lines into HTML: the sheet of the design they were frozen with, and the editor's preview."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString
from weasyprint import CSS

from school.foundation.printing import OwnFiles, fonts

from ..models import Certificate
from .lines import context_of


def sheet_file() -> Path:
    return Path(settings.BASE_DIR) / "templates" / "certificates" / "pdf" / "certificate.css"


@cache
def sheet() -> CSS:
    """Parsed once a process, its typefaces loaded once."""
    return CSS(string=sheet_file().read_text(encoding="utf-8"), base_url="static:", url_fetcher=OwnFiles(), font_config=fonts())


def html_of(certificate: Certificate) -> str:
    context = context_of(certificate.frozen, number=certificate.number, code=certificate.code)
    return render_to_string(f"certificates/pdf/{certificate.frozen['design']}.html", context)


def sample_html(template: Any, language: str) -> str:
    """The sheet in a browser, for the editor's preview: the same markup, styles and typefaces."""
    from ..samples import sample_frozen

    context = context_of(sample_frozen(template, language), number="ШЕУ-2026-000000", code="0" * 16)
    css = sheet_file().read_text(encoding="utf-8")
    css = re.sub(r"static:([\w./-]+)", lambda found: static(found[1]), css)
    return render_to_string("certificates/pdf/certificate.html", {**context, "preview_css": SafeString(css)})
