"""The one door to private files, and what may come in through it."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import filetype
from defusedxml import ElementTree as Safe
from defusedxml.common import DefusedXmlException
from django.conf import settings
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class UnsafeFile(Exception):
    """The upload is refused; the text says why."""


def serve_private(request: HttpRequest, stored: Any, *, filename: str, content_type: str = "", inline: bool = False) -> HttpResponse:
    """A stored file to somebody the caller has already let in. HTTP ranges, or nginx by X-Accel."""
    kind = content_type or mimetypes.guess_type(filename)[0] or "application/octet-stream"
    if settings.X_ACCEL:
        response = HttpResponse(content_type=kind)
        response["X-Accel-Redirect"] = f"/private/{quote(stored.name)}"
    else:
        response = _ranged(request, stored, kind)
    disposition = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(filename)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=0"
    return response


def _ranged(request: HttpRequest, stored: Any, kind: str) -> HttpResponse:
    size = stored.size
    found = _RANGE.match(request.headers.get("Range", ""))
    if found is None or not any(found.groups()):
        response: Any = FileResponse(stored.open("rb"), content_type=kind)
        response["Accept-Ranges"] = "bytes"
        response["Content-Length"] = str(size)
        return response
    first, last = found.groups()
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end or start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_part(stored, start, end - start + 1), status=206, content_type=kind)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = str(end - start + 1)
    response["Accept-Ranges"] = "bytes"
    return response


def _part(stored: Any, start: int, left: int) -> Iterator[bytes]:
    with stored.open("rb") as file:
        file.seek(start)
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def serve_public(request: HttpRequest, name: str) -> HttpResponse:
    """Renditions and posters when no other server hands them out. Nothing in them can run."""
    storage = storages["public"]
    try:
        file = storage.open(name)
    except (OSError, ValueError) as missing:
        raise Http404 from missing
    response: Any = FileResponse(file, content_type=mimetypes.guess_type(name)[0] or "application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def check_upload(file: Any, *, kinds: set[str], largest: int) -> str:
    """The extension that the content itself shows, if it is among `kinds`; UnsafeFile otherwise."""
    if file.size > largest:
        raise UnsafeFile(_("The file is larger than %(n)d MB.") % {"n": largest // (1024 * 1024)})
    head = file.read(8192)
    file.seek(0)
    guess = filetype.guess(head)
    found = guess.extension if guess else ""
    if found not in kinds:
        raise UnsafeFile(_("This kind of file is not taken here. Send one of: %(kinds)s.") % {"kinds": ", ".join(sorted(kinds))})
    return found


_SVG = "{http://www.w3.org/2000/svg}"
_ALLOWED = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc", "defs",
    "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "symbol", "use", "marker",
}  # fmt: skip


def clean_svg(raw: bytes) -> bytes:
    """A drawing without anything that runs or reaches out; UnsafeFile when something does."""
    try:
        root = Safe.fromstring(raw, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as problem:
        raise UnsafeFile(_("it is not a well-formed SVG.")) from problem
    if root.tag != f"{_SVG}svg":
        raise UnsafeFile(_("it is not an SVG."))
    for element in root.iter():
        _check_element(element)
    ElementTree.register_namespace("", _SVG[1:-1])
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _check_element(element: Any) -> None:
    name = str(element.tag).removeprefix(_SVG)
    if name not in _ALLOWED:
        raise UnsafeFile(_("it holds <%(name)s>, which a drawing does not need.") % {"name": name.rsplit("}", 1)[-1]})
    for attribute, value in element.attrib.items():
        plain = attribute.rsplit("}", 1)[-1].lower()
        reaches = plain in ("href", "src") and not value.strip().startswith("#")
        outside = "url(" in value.lower() and "url(#" not in value.lower().replace(" ", "")
        if plain.startswith("on") or reaches or outside or "javascript:" in value.lower():
            raise UnsafeFile(_("its attribute «%(name)s» could run or fetch something.") % {"name": plain})
