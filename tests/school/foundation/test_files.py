"""Uploads are hostile until proven otherwise."""

from __future__ import annotations

import pytest

from school.foundation.files import UnsafeFile, clean_svg

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
