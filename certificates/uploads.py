"""What is handed in to be checked: refused by its size before it is read, and never written to disk."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDictKeyError

from school.foundation import limits

from .reading.process import LARGEST

PER_MINUTE = 10
ENVELOPE = 64 * 1024  # what a form adds around a file


class InMemory(MemoryFileUploadHandler):
    """Django keeps large files on disk; these are small enough, and are nobody's to find there."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True


def allowed(request: HttpRequest) -> bool:
    return limits.allow(f"verify-file:{limits.address_of(request)}", limit=PER_MINUTE, seconds=60)


def too_large(request: HttpRequest) -> bool:
    """By what it says of itself; a body without a length is an empty one to the server."""
    length = request.headers.get("Content-Length", "0")
    return not length.isdecimal() or int(length) > LARGEST + ENVELOPE


def handed_in(request: HttpRequest) -> tuple[bytes, str]:
    """The file, or the pasted text. Either may be empty."""
    request.upload_handlers = [InMemory(request)]
    try:
        file, text = request.FILES.get("file"), request.POST.get("text", "")
    except (MultiPartParserError, RequestDataTooBig, MultiValueDictKeyError):
        return b"", ""
    return (file.read() if file is not None else b""), text.strip()
