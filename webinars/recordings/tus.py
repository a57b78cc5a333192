"""The tus protocol 1.0.0 (core, creation, expiration, checksum, termination): how a browser sends a large file in parts."""

from __future__ import annotations

import base64
import binascii
import errno
from email.utils import format_datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Upload, Webinar
from ..rules import webinar_to_change_or_404
from .ffmpeg import DiskFull
from .uploads import (
    DIGESTS,
    KEPT,
    LARGEST,
    UploadBusy,
    UploadRefused,
    WrongChecksum,
    WrongOffset,
    add_part,
    begin_upload,
    drop_upload,
    finish_upload,
)

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
CHECKSUM_MISMATCH = 460


def uploads(request: HttpRequest, code: str) -> HttpResponse:
    """POST begins an upload; OPTIONS tells what is spoken here."""
    webinar = webinar_to_change_or_404(request.user, code)
    if request.method == "OPTIONS":
        more: dict[str, Any] = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": LARGEST}
        return _answer(204, **more, **{"Tus-Checksum-Algorithm": ",".join(DIGESTS)})
    if request.method != "POST":
        return _answer(405, Allow="POST, OPTIONS")
    return _spoken(request) or _create(request, webinar)


def upload(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """HEAD tells how much has come, PATCH adds a part, DELETE gives it up. Another person's upload is not there."""
    webinar = webinar_to_change_or_404(request.user, code)
    row = Upload.objects.filter(webinar=webinar, user=request.user, code=name).first()
    if row is None:
        raise Http404
    does = {"HEAD": _tell, "PATCH": _add, "DELETE": _drop}.get(_method(request))
    if does is None:
        return _answer(405, Allow="HEAD, PATCH, DELETE")
    return _spoken(request) or does(request, row)


def _method(request: HttpRequest) -> str:
    """Some networks let no PATCH through."""
    return request.headers.get("X-HTTP-Method-Override", "") if request.method == "POST" else request.method or ""


def _spoken(request: HttpRequest) -> HttpResponse | None:
    return None if request.headers.get("Tus-Resumable") == VERSION else _answer(412, **{"Tus-Version": VERSION})


def _create(request: HttpRequest, webinar: Webinar) -> HttpResponse:
    size = request.headers.get("Upload-Length", "")
    try:
        told = _metadata(request.headers.get("Upload-Metadata", ""))
    except ValueError as problem:
        return _answer(400, str(problem))
    if not _is_number(size):
        return _answer(400, _("The length of the file was not told."))
    try:
        row = begin_upload(webinar=webinar, user=request.user, name=told.get("filename", ""), size=int(size))
    except UploadRefused as problem:
        return _answer(413, str(problem))
    return _answer(201, Location=reverse("wagtailadmin_recording_upload", args=[webinar.code, row.code]), **_until(row))


def _tell(request: HttpRequest, row: Upload) -> HttpResponse:
    try:
        finish_upload(upload=row)  # it may have been whole when the server was killed
    except OSError as problem:
        return _answer(*_broken(problem))
    row.refresh_from_db()
    return _answer(200, **{"Upload-Offset": row.offset, "Upload-Length": row.size, **_until(row)})


def _add(request: HttpRequest, row: Upload) -> HttpResponse:
    if request.content_type != "application/offset+octet-stream":
        return _answer(415)
    offset = request.headers.get("Upload-Offset", "")
    if not _is_number(offset):
        return _answer(400)
    if row.cut_id:
        return _answer(409 if int(offset) != row.size else 204, **{"Upload-Offset": row.size})
    try:
        digest = _digest(request.headers.get("Upload-Checksum", ""))
        end = add_part(upload=row, offset=int(offset), body=request, digest=digest)
        if end == row.size:
            finish_upload(upload=row)
    except ValueError:
        return _answer(400)
    except WrongOffset:
        return _answer(409)
    except UploadBusy:
        return _answer(423)
    except WrongChecksum:
        return _answer(CHECKSUM_MISMATCH)
    except UploadRefused as problem:
        return _answer(413, str(problem))
    except OSError as problem:
        return _answer(*_broken(problem))
    row.refresh_from_db()
    return _answer(204, **{"Upload-Offset": end, **_until(row)})


def _broken(problem: OSError) -> tuple[int, str]:
    if isinstance(problem, DiskFull) or problem.errno == errno.ENOSPC:
        return 507, _("There is no room left on the server. What has come is kept: go on when room has been made.")
    return 400, ""  # whoever was sending is gone


def _drop(request: HttpRequest, row: Upload) -> HttpResponse:
    drop_upload(upload=row)
    return _answer(204)


def _metadata(header: str) -> dict[str, str]:
    """`name base64,name base64`."""
    found = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        name, _space, value = pair.partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError) as problem:
            raise ValueError(_("The name of the file cannot be read.")) from problem
    return found


def _digest(header: str) -> tuple[str, bytes] | None:
    if not header:
        return None
    name, _space, value = header.partition(" ")
    if name not in DIGESTS:
        raise ValueError(name)
    return name, base64.b64decode(value, validate=True)


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) < 16


def _until(row: Upload) -> dict[str, Any]:
    return {} if row.cut_id else {"Upload-Expires": format_datetime(row.touched_at + KEPT, usegmt=False)}


def _answer(status: int, words: str = "", /, **headers: Any) -> HttpResponse:
    response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response[name] = str(value)
    return response
