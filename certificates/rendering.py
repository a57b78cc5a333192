"""The certificate on paper: A4 landscape by WeasyPrint, from frozen lines alone."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import segno
import structlog
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from PIL import Image
from weasyprint import CSS

from school.foundation import history, motif
from school.foundation.models import Job
from school.foundation.printing import OwnFiles, fonts, render_pdf
from school.foundation.text import typo_html

from . import letters
from .designing.look import drawn
from .models import Certificate
from .signing.issued import keep_file, sealed_file
from .verifying.payload import scan_address

log = structlog.get_logger(__name__)

BAND = (9, 20)  # the woven band of motif.frame, in stitches from the edge: what a coloured cloth fills
PAPER = "полотно"
ROOM = 14  # lines that the sheet holds at its usual sizes
_E_WORD = re.compile("([\\w-]*\\w-)\u2060(\\w+)")


def address_of(code: str) -> str:
    """Printed on every certificate and valid for ever; the QR holds it with what it proves off line."""
    return f"{settings.PUBLIC_URL}/v/{code}/"


def qr_svg(text: str) -> str:
    """Without a quiet zone: the sheet keeps four modules of bare paper around it."""
    return segno.make(text, error="m", micro=False).svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None, dark="#1c1815")


@lru_cache(maxsize=64)
def frame_svg(key: str, cloth: str) -> str:
    """The border; a coloured cloth fills its band, on paper the threads lie bare."""
    drawing = motif.frame(key, cloth)
    if cloth == PAPER:
        return drawing
    near, far = BAND
    ring = f"M{near} {near}H{265 - near}V{187 - near}H{near}zM{far} {far}V{187 - far}H{265 - far}V{far}z"
    return drawing.replace(">", f'><path fill="{motif.PALETTES[cloth][0]}" d="{ring}"/>', 1)


@lru_cache(maxsize=64)
def mark_svg(key: str, cloth: str) -> str:
    return motif.mark(key, cloth, background=cloth != PAPER, corners=cloth != PAPER)


def context_of(frozen: dict[str, Any], *, number: str, code: str) -> dict[str, Any]:
    """Lines with their typography, and the drawings."""
    said, cloth, key = frozen["print"], frozen["cloth"], frozen["what"]
    half = (len(said["outcomes"]) + 1) // 2
    address = address_of(code)
    typed, look = _typed(said), drawn(frozen)
    return {
        **look,
        "said": typed,
        "signs": [{**row, "src": "".join(look["signatures"][at : at + 1])} for at, row in enumerate(typed["signatories"])],
        "signed": any(look["signatures"]),
        "outcomes": _typed([said["outcomes"][:half], said["outcomes"][half:]]),
        "language": frozen["language"],
        "plain_title": f"{said['title']} {number}. {said['name']}",
        "name_size": _size(said["name"], 20, 29, 90, 180),
        "other_size": _size(said["other_name"], 80),
        "what_size": _size(said["what"], 44, 110, 170, 260),
        "project_size": _size(said["project"], 200, 420),
        "full": _weight(said) + 2 * any(look["signatures"]) > ROOM,
        "number": number,
        "code": "-".join(code[at : at + 4] for at in range(0, 16, 4)),
        "address": address.split("//")[-1],
        "qr": mark_safe(qr_svg(scan_address(frozen, number=number, code=code))),
        "frame": mark_safe(frame_svg(key, cloth)),
        "mark": mark_safe(mark_svg(key, cloth)),
        "logos": [row for row in map(logo_of, frozen["partners"]) if row],
    }


def _typed(said: Any) -> Any:
    """No-break spaces in every line; «е-урядування» in one piece without a joiner, which the typeface lacks."""
    if isinstance(said, dict):
        return {name: _typed(value) for name, value in said.items()}
    if isinstance(said, list):
        return [_typed(value) for value in said]
    html = typo_html(conditional_escape(said))
    return mark_safe(_E_WORD.sub(r'<span class="whole">\1\2</span>', html).replace("\u2060", ""))


def _weight(said: dict[str, Any]) -> int:
    """How much there is to say, in lines of the sheet."""
    wordy = (("name", 26, 2), ("other_name", 90, 1), ("what", 60, 1), ("second", 100, 1), ("project", 110, 1))
    lines = sum(times * -(-len(said[name]) // width) for name, width, times in wordy)
    lines += (len(said["outcomes"]) + 1) // 2 + sum(len(outcome) > 62 for outcome in said["outcomes"])
    lines += -(-len(said.get("note", "")) // 100)
    return lines + max((-(-len(row["post"]) // 28) for row in said["signatories"]), default=0)


def _size(text: str, *limits: int) -> str:
    """Longer lines are set smaller: size-0 the largest."""
    return f"size-{sum(len(text) > limit for limit in limits)}"


def logo_of(partner: dict[str, Any]) -> dict[str, str] | None:
    """A partner's logo as data within the sheet; a lost file leaves the name in words."""
    name = partner.get("logo", "")
    if not name:
        return None
    try:
        with storages["default"].open(name) as file:
            raw = file.read()
        return {"name": partner["name"], "src": _data_of(name, raw)}
    except (OSError, ValueError):
        log.warning("logo_lost", file=name)
        return None


def _data_of(name: str, raw: bytes) -> str:
    if name.lower().endswith(".svg"):
        return f"data:image/svg+xml;base64,{base64.b64encode(raw).decode()}"
    small = io.BytesIO()
    with Image.open(io.BytesIO(raw)) as picture:
        picture.thumbnail((600, 180))
        picture.convert("RGBA").save(small, "PNG")
    return f"data:image/png;base64,{base64.b64encode(small.getvalue()).decode()}"


def sheet_file(design: str = "certificate") -> Path:
    return Path(settings.BASE_DIR) / "templates" / "certificates" / "pdf" / f"{design}.css"


@cache
def sheet(design: str = "certificate") -> CSS:
    """Parsed once a process, its typefaces loaded once."""
    return CSS(string=sheet_file(design).read_text(encoding="utf-8"), base_url="static:", url_fetcher=OwnFiles(), font_config=fonts())


def html_of(certificate: Certificate) -> str:
    context = context_of(certificate.frozen, number=certificate.number, code=certificate.code)
    return render_to_string(f"certificates/pdf/{certificate.frozen['design']}.html", context)


def pdf_of(certificate: Certificate) -> bytes:
    return render_pdf(html_of(certificate), stylesheets=[sheet(certificate.frozen["design"])], pdf_variant="pdf/ua-1")


def render(job: Job) -> None:
    """Make the file once, keep it with its SHA-256, and write to the person: in one transaction."""
    certificate = Certificate.objects.select_related("person").get(pk=job.args["certificate"])
    if certificate.ready:
        return
    sealed = sealed_file(certificate, pdf_of(certificate))
    with transaction.atomic():
        locked = Certificate.objects.select_for_update(of=("self",)).select_related("person").get(pk=certificate.pk)
        if not locked.ready:
            _keep(locked, sealed.data)
            keep_file(locked, sealed)
            letters.issued(locked)


def _keep(certificate: Certificate, data: bytes) -> None:
    storage, name = certificate.pdf.storage, certificate.pdf.field.generate_filename(certificate, certificate.filename)
    if storage.exists(name):  # left by a worker that was killed before its transaction was kept
        storage.delete(name)
    certificate.pdf.save(certificate.filename, ContentFile(data), save=False)
    certificate.sha256 = hashlib.sha256(data).hexdigest()
    certificate.rendered_at = timezone.now()
    certificate.save(update_fields=["pdf", "sha256", "rendered_at"])
    history.record(certificate, "render", data={"sha256": certificate.sha256})


def sample_html(template: Any, mode: str) -> str:
    """The sheet in a browser, for the editor's preview: the same markup, styles and typefaces."""
    css = sheet_file(template.design).read_text(encoding="utf-8")
    css = re.sub(r"static:([\w./-]+)", lambda found: static(found[1]), css)
    return sample_sheet(template, mode, preview_css=SafeString(css))


def sample_sheet(template: Any, mode: str, **more: Any) -> str:
    """An invented person's sheet, as it goes to WeasyPrint."""
    from .samples import sample_frozen

    context = context_of(sample_frozen(template, mode), number="ШЕУ-2026-000000", code="0" * 16)
    return render_to_string(f"certificates/pdf/{template.design}.html", {**context, **more})
