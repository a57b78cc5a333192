"""Blocks of a lesson: what they refuse, and what they never load by themselves."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture
from wagtail.images.forms import get_image_form
from wagtail.images.models import Image

from cms.pages.blocks import AskBlock, BodyBlock, EmbedBlock, FigureBlock, embed_address

BODY = BodyBlock()


def shown(kind: str, value: Any) -> str:
    return " ".join(str(BODY.render(BODY.to_python([{"type": kind, "value": value, "id": "1"}]))).split())


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.youtube.com/watch?v=abc123&t=5", "https://www.youtube-nocookie.com/embed/abc123"),
        ("https://youtu.be/abc123", "https://www.youtube-nocookie.com/embed/abc123"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"),
        ("https://vimeo.com/about", ""),
        ("https://example.org/watch?v=abc123", ""),
        ("https://youtube.com.evil.example/watch?v=abc123", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_address_of_an_embed_is_built_by_rule(url: str, address: str) -> None:
    assert embed_address(url) == address


def test_embed_loads_nothing_until_pressed_and_may_load_then() -> None:
    html = shown("embed", {"title": "Сесія ради", "url": "https://youtu.be/abc123", "poster": None})
    assert "<iframe" not in html
    assert 'data-embed="https://www.youtube-nocookie.com/embed/abc123"' in html
    assert "https://www.youtube-nocookie.com" in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"]


def test_embed_of_another_host_is_refused_in_words() -> None:
    block = EmbedBlock()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"title": "Відео", "url": "https://example.org/v/1", "poster": None}))
    assert "Тут можна показати лише сторінку з відео на YouTube або Vimeo." in str(refused.value.as_json_data())


@pytest.mark.django_db
def test_picture_without_words_for_those_who_cannot_see_it_is_refused() -> None:
    drawn = io.BytesIO()
    Picture.new("RGB", (10, 10)).save(drawn, "PNG")
    image = Image.objects.create(title="Мапа", file=ContentFile(drawn.getvalue(), name="map.png"))
    block = FigureBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"image": image.pk, "alt": "", "caption": ""}))
    assert block.clean(block.to_python({"image": image.pk, "alt": "Мапа міста", "caption": ""}))["alt"] == "Мапа міста"


def test_check_yourself_needs_a_right_answer() -> None:
    block = AskBlock()
    options = [{"text": "Так", "right": False, "feedback": ""}, {"text": "Ні", "right": False, "feedback": ""}]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"question": "Чи так?", "options": options}))


def test_words_of_an_author_cannot_run() -> None:
    html = shown("quote", {"text": "<script>alert(1)</script>", "source": "<img src=x onerror=alert(1)>"})
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_table_says_on_a_phone_what_each_cell_is() -> None:
    value = {
        "columns": [{"type": "text", "heading": "Спосіб"}, {"type": "text", "heading": "Строк"}],
        "rows": [{"values": ["Запит", "5 днів"]}],
        "caption": "",
    }
    html = shown("table", value)
    assert '<th scope="row">Запит</th>' in html.replace("> ", ">").replace(" <", "<")
    assert 'data-label="Строк"' in html


def test_words_in_a_table_are_set_as_carefully_as_in_a_text() -> None:
    value = {
        "columns": [{"type": "text", "heading": "Частина"}, {"type": "text", "heading": "Строк"}],
        "rows": [{"values": ["Е-послуги <b>", "про е-участь"]}],
        "caption": "",
    }
    html = shown("table", value)
    assert "Е-\u2060послуги &lt;b&gt;" in html
    assert "е-\u2060участь" in html


# --- uploads ------------------------------------------------------------------------------------------

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">{}</svg>'


def upload(name: str, raw: bytes) -> Any:
    form = get_image_form(Image)({"title": "Малюнок", "tags": "", "collection": "1", "description": ""}, {"file": SimpleUploadedFile(name, raw)})
    form.fields.pop("collection", None)
    return form


@pytest.mark.django_db
@pytest.mark.parametrize(
    "inside",
    ["<script>alert(1)</script>", '<a href="javascript:alert(1)"><rect/></a>', '<rect onload="alert(1)"/>', '<image href="https://example.org/x.png"/>', "<foreignObject/>"],
)  # fmt: skip
def test_drawing_that_could_run_or_reach_out_is_refused_in_words(inside: str) -> None:
    form = upload("map.svg", DRAWING.format(inside).encode())
    assert not form.is_valid()
    assert "Цей малюнок не прийнято" in str(form.errors)


@pytest.mark.django_db
def test_page_that_calls_itself_a_picture_is_refused() -> None:
    assert not upload("map.png", b"<html><script>alert(1)</script></html>").is_valid()


@pytest.mark.django_db
def test_plain_drawing_is_taken() -> None:
    assert upload("map.svg", DRAWING.format('<rect width="5" height="5"/>').encode()).is_valid()


@pytest.mark.django_db
def test_public_pages_run_nothing_inline(client: Client) -> None:
    policy = client.get("/verify/")["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "unsafe-inline" not in policy
