"""Blocks of a body as the YAML writes them, turned into what the StreamField keeps."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images.models import Image

from . import content
from .cites import citing

Raw = dict[str, Any]


def body(rows: list[dict[str, Any]], folder: str) -> list[Raw]:
    return [_block(*next(iter(row.items())), folder) for row in rows]


def _block(kind: str, value: Any, folder: str) -> Raw:
    name = "try_it" if kind == "try" else kind
    return {"type": name, "value": _VALUES.get(kind, _same)(value, folder), "id": _id(kind, value)}


def _id(kind: str, value: Any) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{kind}:{value}"))


def _same(value: Any, folder: str) -> Any:
    return value


def _text(value: str, folder: str) -> str:
    return citing(value)


def _items(rows: list[dict[str, Any]]) -> list[Raw]:
    return [{"type": "item", "value": row, "id": _id("item", row)} for row in rows]


def _figure(value: dict[str, Any], folder: str) -> Raw:
    return {"image": picture(f"{folder}/{value['file']}", value["alt"]).pk, "alt": value["alt"], "caption": value.get("caption", "")}


def _table(value: dict[str, Any], folder: str) -> Raw:
    columns = [{"type": "text", "heading": str(heading)} for heading in value["header"]]
    rows = [{"values": [str(cell) for cell in row]} for row in value["rows"]]
    return {"columns": columns, "rows": rows, "caption": value.get("caption", "")}


def _list(value: list[dict[str, Any]], folder: str) -> list[Raw]:
    return _items(value)


def _ask(value: dict[str, Any], folder: str) -> Raw:
    options = [{"text": row["text"], "right": bool(row.get("right")), "feedback": row.get("feedback", "")} for row in value["options"]]
    return {"question": value["question"], "options": _items(options)}


_VALUES = {"text": _text, "figure": _figure, "table": _table, "steps": _list, "accordion": _list, "ask": _ask}


def picture(name: str, title: str) -> Image:
    """Our own drawing as a Wagtail image, taken in once."""
    key = name.replace("/", "-")
    found = Image.objects.filter(file__endswith=f"/{key}").first()
    if found is not None:
        return found
    drawing = content.path(name).read_bytes()
    image = Image(title=title[:250], description=title[:250])
    image.file.save(key, ContentFile(drawing, name=key), save=False)
    image.save()
    return image
