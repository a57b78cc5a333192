"""Frozen lines into HTML: the sheet of the design they were frozen with, and the editor's preview."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Engine
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString
from weasyprint import CSS

from school.foundation.printing import OwnFiles, fonts

from ..freezing import DESIGN
from ..models import Certificate
from .lines import context_of
from .own import filled

_OWN = re.compile(r"static:([\w./-]+)")


FOLDER = "certificates/pdf"
SUFFIXES = (".html", ".css")


def sheet_file(design: str = DESIGN, suffix: str = ".css") -> Path:
    """A design is a pair of files and is never taken away: what was frozen with it and not drawn yet is drawn with it."""
    places = [Path(folder) / FOLDER / f"{design}{suffix}" for folder in Engine.get_default().dirs]
    return next((path for path in places if path.exists()), places[0])


@cache
def sheet(design: str = DESIGN) -> CSS:
    """Parsed once a process, its typefaces loaded once."""
    return CSS(string=sheet_file(design).read_text(encoding="utf-8"), base_url="static:", url_fetcher=OwnFiles(), font_config=fonts())


@cache
def design_sum(design: str) -> str:
    """Which revision of a design this is: changes with its markup, its styles and the typefaces they name."""
    found = hashlib.sha256()
    for suffix in SUFFIXES:
        found.update(sheet_file(design, suffix).read_bytes())
    for name in sorted(set(_OWN.findall(sheet_file(design).read_text(encoding="utf-8")))):
        found.update((Path(settings.STATICFILES_DIRS[0]) / name).read_bytes())
    return found.hexdigest()[:16]


def html_of(certificate: Certificate) -> str:
    context = context_of(certificate.frozen, number=certificate.number, code=certificate.code)
    return page_of(certificate.frozen["design"], context)


def page_of(design: str, context: dict[str, Any]) -> str:
    if context["own"]:
        context = {**context, "body": filled(context["own"]["html"], context), "styles": SafeString(context["own"]["css"])}
    return render_to_string(f"{FOLDER}/{design}.html", context)


def sample_html(template: Any, mode: str) -> str:
    """The sheet in a browser, for the editor's preview: the same markup, styles and typefaces."""
    css = sheet_file(template.design).read_text(encoding="utf-8")
    css = _OWN.sub(lambda found: static(found[1]), css)
    return sample_sheet(template, mode, preview_css=SafeString(css))


def sample_sheet(template: Any, mode: str, **more: Any) -> str:
    """An invented person's sheet, as it goes to WeasyPrint."""
    from ..samples import sample_frozen

    context = context_of(sample_frozen(template, mode), number="ШЕУ-2026-000000", code="0" * 16)
    return page_of(template.design, {**context, **more})
