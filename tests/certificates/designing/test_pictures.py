"""Logos and signatures are hostile uploads until they are small, clean and of a known kind."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from certificates.designing import pictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


def png(size: tuple[int, int], colour: object = "white", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")
    return out.getvalue()


def test_large_logo_becomes_small() -> None:
    kind, raw = pictures.logo(png((3000, 1000), "red"))
    assert (kind, Image.open(io.BytesIO(raw)).size) == ("image/png", (720, 240))


def test_drawing_stays_a_drawing() -> None:
    kind, raw = pictures.logo(SVG.format('<rect width="4" height="4"/>').encode())
    assert kind == "image/svg+xml"
    assert b"<rect" in raw


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"0" * (20 * 1024 * 1024), "5 МБ"),
        (png((10_000, 4)), "6000 пікселів"),
        (png((4, 4))[:40], "пошкоджено"),
        (b"GIF89a" + b"0" * 50, "PNG, JPG або SVG"),
        (b"<html>", "PNG, JPG або SVG"),
        (SVG.format("<script>alert(1)</script>").encode(), "script"),
        (SVG.format('<image href="http://example.org/x.png"/>').encode(), "image"),
        (SVG.format('<use href="http://example.org/x.svg#a"/>').encode(), "href"),
        (SVG.format('<rect fill="url(http://example.org/a)"/>').encode(), "fill"),
        (SVG.format("<text>слово</text>").encode(), "контури"),
    ],
)
def test_what_is_no_fitting_picture_is_refused_in_words(raw: bytes, words: str) -> None:
    for take in (pictures.logo, pictures.signature):
        with pytest.raises(ValidationError) as refused:
            take(raw)
        assert words in refused.value.messages[0]


def test_white_behind_the_ink_is_gone_and_the_ink_stays() -> None:
    picture = Image.new("RGB", (300, 200), "white")
    picture.paste((20, 30, 90), (100, 80, 200, 120))
    out = io.BytesIO()
    picture.save(out, "PNG")
    _kind, raw = pictures.signature(out.getvalue())
    made = Image.open(io.BytesIO(raw))
    assert made.size == (100, 40)
    assert made.getpixel((50, 20)) == (20, 30, 90, 255)


def test_picture_on_a_dark_ground_stays_as_it_is() -> None:
    _kind, raw = pictures.signature(png((40, 20), "navy"))
    assert Image.open(io.BytesIO(raw)).getchannel("A").getextrema() == (255, 255)


def test_transparent_picture_loses_only_its_margins() -> None:
    picture = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (40, 40, 60, 50))
    out = io.BytesIO()
    picture.save(out, "PNG")
    assert Image.open(io.BytesIO(pictures.signature(out.getvalue())[1])).size == (20, 10)


def test_empty_picture_is_no_signature() -> None:
    with pytest.raises(ValidationError, match="нічого не видно"):
        pictures.signature(png((50, 50)))
