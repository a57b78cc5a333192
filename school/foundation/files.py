"""The one door to private files, and what may come in through it."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import filetype
from defusedxml import ElementTree as Safe
from defusedxml.common import DefusedXmlException
from django.conf import settings
from django.core.files.storage import Storage, storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from storages.backends.s3 import S3Storage

from . import ranges

LINK_SECONDS = 6 * 3600  # a link into the bucket outlives the longest recording that somebody watches in one go
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True)
class StoredFile:
    """A file in a storage that no model's field names: a part of a folder."""

    storage: Storage
    name: str

    @property
    def exists(self) -> bool:
        return self.storage.exists(self.name)

    @property
    def size(self) -> int:
        return self.storage.size(self.name)

    def open(self, mode: str = "rb") -> Any:
        return self.storage.open(self.name, mode)


class UnsafeFile(Exception):
    """The upload is refused; the text says why."""


def serve_private(
    request: HttpRequest,
    stored: Any,
    *,
    filename: str,
    content_type: str = "",
    inline: bool = False,
    cache: str = "private, max-age=0",
    here: bool = False,
) -> HttpResponse:
    """A stored file to somebody the caller has already let in: by us with ranges, by nginx (X-Accel) or by a link signed for the bucket.

    `here`: from this address itself, wherever it is stored."""
    kind = content_type or mimetypes.guess_type(filename)[0] or "application/octet-stream"
    disposition = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(filename)}"
    if settings.S3_LINKS and isinstance(stored.storage, S3Storage) and not here:
        return _linked(request, stored, kind, disposition)
    if settings.X_ACCEL and not isinstance(stored.storage, S3Storage):
        response = HttpResponse(content_type=kind)
        response["X-Accel-Redirect"] = f"/private/{quote(stored.name)}"
    else:
        response = _whole_or_part(request, stored, kind)
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = cache
    return response


def _linked(request: HttpRequest, stored: Any, kind: str, disposition: str) -> HttpResponse:
    told = {"ResponseContentType": kind, "ResponseContentDisposition": disposition}
    url = stored.storage.url(stored.name, parameters=told, expire=LINK_SECONDS, http_method=request.method)
    return HttpResponse(status=302, headers={"Location": url, "Cache-Control": "private, max-age=0"})


def _whole_or_part(request: HttpRequest, stored: Any, kind: str) -> HttpResponse:
    """RFC 9110: preconditions first (13.2.2), then ranges; HEAD answers as GET of the whole would, without it."""
    size, modified = stored.size, _modified(stored)
    etag = f'"{hashlib.sha256(f"{stored.name} {size} {modified}".encode()).hexdigest()[:24]}"'
    response = get_conditional_response(request, etag, int(modified.timestamp()) if modified else None)
    if response is None:
        response = _selected(request, stored, kind, size, etag, modified)
    response["Accept-Ranges"], response["ETag"] = "bytes", etag
    if modified:
        response["Last-Modified"] = ranges.last_modified(modified)
    return response


def _selected(request: HttpRequest, stored: Any, kind: str, size: int, etag: str, modified: datetime | None) -> Any:
    try:
        parts = ranges.asked(request, size, etag, modified)
    except ranges.NotSatisfiable:
        return ranges.not_satisfiable(size)
    if parts:
        return ranges.partial(stored, parts, size, kind)
    response: Any = HttpResponse(content_type=kind) if request.method == "HEAD" else FileResponse(stored.open("rb"), content_type=kind)
    response["Content-Length"] = str(size)
    return response


def _modified(stored: Any) -> datetime | None:
    try:
        return stored.storage.get_modified_time(stored.name)
    except NotImplementedError:
        return None


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
