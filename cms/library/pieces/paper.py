"""A piece on paper: a tagged PDF with its footnotes at the foot of the page, drawn once a revision and kept."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import override
from wagtail.rich_text import expand_db_html

from school.foundation.centre import centre

from ..models import PiecePage
from .presenting import piece_context

FOLDER = "library/papers"
_PICTURE = re.compile(r'(<img\s[^>]*?src=")([^"]+)"')
_MARK = re.compile(r'<a class="footnote"[^>]*id="footnote-source-(\d+)-(\d+)">.*?</a>', re.S)
_PARAGRAPHS = re.compile(r"</?p[^>]*>")


def paper_response(piece: PiecePage) -> HttpResponseBase:
    if piece.latest_revision_id != piece.live_revision_id or not piece.live:
        return HttpResponse(draw(piece), content_type="application/pdf")  # a draft is looked at, not kept
    answer = FileResponse(storages["default"].open(kept(piece)), content_type="application/pdf", filename=f"{piece.slug}.pdf")
    answer["Link"] = f'<{settings.PUBLIC_URL}{piece.url}>; rel="canonical"'
    return answer


def kept(piece: PiecePage) -> str:
    """The file's name in the private storage; drawn now if this revision has none yet."""
    storage, name = storages["default"], f"{FOLDER}/{piece.pk}-{_version(piece)}.pdf"
    if not storage.exists(name):
        saved = storage.save(name, ContentFile(draw(piece)))
        if saved != name:  # another reader's was first: theirs says the same
            storage.delete(saved)
        _forget_older(piece, name)
    return name


def _version(piece: PiecePage) -> str:
    """What the sheet depends on: the published words, who signs them, its own looks."""
    signed = [(author.signed, author.person.last_published_at if author.person else None) for author in piece.authors.all()]
    looks = (_template("piece.html"), _template("piece.css"))
    return hashlib.sha256(repr((piece.live_revision_id, piece.last_published_at, signed, *looks)).encode()).hexdigest()[:16]


def _forget_older(piece: PiecePage, name: str) -> None:
    storage = storages["default"]
    for other in storage.listdir(FOLDER)[1]:
        if other.startswith(f"{piece.pk}-") and f"{FOLDER}/{other}" != name:
            storage.delete(f"{FOLDER}/{other}")


def draw(piece: PiecePage) -> bytes:
    from weasyprint import CSS  # over a second to import

    from school.foundation.printing import OwnFiles, fonts, render_pdf

    language = piece.locale.language_code
    with override(language):
        html = render_to_string("library/pdf/piece.html", {"page": piece, "language": language, "centre": centre(), **piece_context(piece)})
    sheet = CSS(string=_template("piece.css"), base_url="static:", url_fetcher=OwnFiles(), font_config=fonts())
    return render_pdf(_with_pictures(_with_notes(html, piece)), stylesheets=[sheet], pdf_variant="pdf/ua-1")


def _template(name: str) -> str:
    return (Path(settings.BASE_DIR) / "templates" / "library" / "pdf" / name).read_text(encoding="utf-8")


def _with_notes(html: str, piece: PiecePage) -> str:
    """Each note is put where it is first marked: the printer moves it to the foot of that page and numbers it alike."""
    notes = [expand_db_html(footnote.text) for footnote in getattr(piece, "footnotes_list", [])]

    def note(found: re.Match[str]) -> str:
        number, time = int(found[1]), int(found[2])
        if time > 1:
            return f'<span class="note-again">{number}</span>'
        return f'<span class="note">{_PARAGRAPHS.sub(" ", notes[number - 1]).strip()}</span>'

    return _MARK.sub(note, html)


def _with_pictures(html: str) -> str:
    """Pictures of the site written into the page: the printer fetches nothing."""
    return _PICTURE.sub(lambda found: f'{found[1]}{_as_data(found[2])}"', html)


def _as_data(address: str) -> str:
    storage = storages["public"]
    base = storage.url("")
    if not address.startswith(base):
        return address
    name = address.removeprefix(base).split("?")[0]
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    with storage.open(name) as file:
        return f"data:{kind};base64,{base64.b64encode(file.read()).decode()}"
