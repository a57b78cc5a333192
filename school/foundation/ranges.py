"""Parts of a file as RFC 9110 (section 14) has them: what is asked, what of it there is, and how it is put together."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import http_date, parse_http_date_safe

CHUNK = 64 * 1024
MOST_PARTS = 16  # a set of very many is answered by the whole, as 14.2 allows
_SET = re.compile(r"bytes\s*=(.*)$", re.IGNORECASE)
_SPEC = re.compile(r"(\d{0,19})-(\d{0,19})$")

Part = tuple[int, int]  # first and last byte, both included


class NotSatisfiable(Exception):
    """Nothing of what is asked lies within the file (15.5.17)."""


def asked(request: HttpRequest, size: int, etag: str, modified: datetime | None) -> list[Part]:
    """The parts to send, in the order asked; none: the whole. Only GET has ranges (14.2)."""
    header = request.headers.get("Range", "")
    if request.method != "GET" or not header or not _still_the_same(request.headers.get("If-Range", ""), etag, modified):
        return []
    found = _SET.match(header)
    if found is None:
        return []
    specs = [spec.strip() for spec in found[1].split(",") if spec.strip()]
    matches = [_SPEC.match(spec) for spec in specs]
    if not specs or not all(match and any(match.groups()) for match in matches):
        return []
    parts = [part for match in matches if match and (part := _part(match[1], match[2], size))]
    if not parts:
        raise NotSatisfiable
    return [] if len(specs) > MOST_PARTS or _overlap(parts) else parts


def _part(first: str, last: str, size: int) -> Part | None:
    if not first:  # the last so many bytes
        length = min(int(last), size)
        return (size - length, size - 1) if length else None
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end and start < size else None


def _overlap(parts: list[Part]) -> bool:
    """Asked twice is sent once: as the whole."""
    ordered = sorted(parts)
    return any(after[0] <= before[1] for before, after in pairwise(ordered))


def _still_the_same(condition: str, etag: str, modified: datetime | None) -> bool:
    """If-Range (13.1.5) holds for a strong tag or the exact date; anything else means the whole."""
    if not condition:
        return True
    if condition.startswith('"'):
        return condition == etag
    moment = parse_http_date_safe(condition)
    return moment is not None and modified is not None and moment == int(modified.timestamp())


def partial(stored: Any, parts: list[Part], size: int, kind: str) -> HttpResponse | StreamingHttpResponse:
    """206: one part as it is, several as multipart/byteranges (14.6)."""
    if len(parts) == 1:
        start, end = parts[0]
        response = StreamingHttpResponse(_read(stored, parts), status=206, content_type=kind)
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
        response["Content-Length"] = str(end - start + 1)
        return response
    boundary = secrets.token_hex(12)
    heads = [f"\r\n--{boundary}\r\nContent-Type: {kind}\r\nContent-Range: bytes {a}-{b}/{size}\r\n\r\n".encode() for a, b in parts]
    tail = f"\r\n--{boundary}--\r\n".encode()
    response = StreamingHttpResponse(_multipart(stored, parts, heads, tail), status=206, content_type=f"multipart/byteranges; boundary={boundary}")
    response["Content-Length"] = str(sum(map(len, heads)) + len(tail) + sum(end - start + 1 for start, end in parts))
    return response


def not_satisfiable(size: int) -> HttpResponse:
    return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})


def _multipart(stored: Any, parts: list[Part], heads: list[bytes], tail: bytes) -> Iterator[bytes]:
    for head, part in zip(heads, parts, strict=True):
        yield head
        yield from _read(stored, [part])
    yield tail


def _read(stored: Any, parts: Iterable[Part]) -> Iterator[bytes]:
    with stored.open("rb") as file:
        for start, end in parts:
            file.seek(start)
            left = end - start + 1
            while left > 0 and (chunk := file.read(min(CHUNK, left))):
                left -= len(chunk)
                yield chunk


def last_modified(modified: datetime | None) -> str:
    return http_date(modified.timestamp()) if modified else ""
