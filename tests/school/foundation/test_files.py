"""Uploads are hostile until proven otherwise; downloads know ranges."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import RequestFactory

from school.foundation.files import UnsafeFile, clean_svg, serve_private

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def test_a_plain_drawing_is_kept():
    assert b"<rect" in clean_svg(SVG.format('<rect width="4" height="4" fill="#1f4391"/><text x="1">слово</text>').encode())


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)"/>',
        "<foreignObject><p/></foreignObject>",
        '<use href="https://example.com/x.svg#a"/>',
        '<image href="https://example.com/x.png"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<rect style="fill:url(https://example.com/)"/>',
        "<style>@import 'https://example.com'</style>",
        '<animate attributeName="href" to="javascript:alert(1)"/>',
    ],
)
def test_what_could_run_or_reach_out_is_refused(inside):
    with pytest.raises(UnsafeFile):
        clean_svg(SVG.format(inside).encode())


@pytest.mark.parametrize(
    "raw",
    [
        b"<html><script>1</script></html>",
        b"",
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    ],
)
def test_what_is_not_a_drawing_is_refused(raw):
    with pytest.raises(UnsafeFile):
        clean_svg(raw)


@pytest.fixture
def stored():
    name = storages["default"].save("ranges.bin", ContentFile(bytes(range(100))))

    class File:
        size = 100
        name = "ranges.bin"

        def open(self, mode="rb"):
            return storages["default"].open(File.name, mode)

    File.name = name
    return File()


@pytest.mark.parametrize(
    ("asked", "status", "body", "said"),
    [
        ("", 200, bytes(range(100)), None),
        ("bytes=0-9", 206, bytes(range(10)), "bytes 0-9/100"),
        ("bytes=90-", 206, bytes(range(90, 100)), "bytes 90-99/100"),
        ("bytes=-5", 206, bytes(range(95, 100)), "bytes 95-99/100"),
        ("bytes=50-500", 206, bytes(range(50, 100)), "bytes 50-99/100"),
        ("bytes=100-", 416, b"", "bytes */100"),
        ("bytes=9-2", 416, b"", "bytes */100"),
        ("lines=1-2", 200, bytes(range(100)), None),
    ],
)
def test_ranges_are_answered_exactly(stored, asked, status, body, said):
    request = RequestFactory().get("/", **({"HTTP_RANGE": asked} if asked else {}))
    answer = serve_private(request, stored, filename="звіт.bin")
    assert answer.status_code == status
    assert (b"".join(answer.streaming_content) if answer.streaming else answer.content) == body
    assert answer.get("Content-Range") == said
