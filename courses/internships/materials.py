"""Materials of a day: what of them is open to whom, and the line of the letter that says so."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.forms import FileInput
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext, override

from school.accounts.rules import is_coordinator
from school.foundation.centre import words

from .models import InternshipDay, Material


def materials_for(user: Any, day: InternshipDay, language: str) -> list[dict[str, Any]]:
    """Those of the day that are open to this person now; one query."""
    rows = Material.objects.filter(day=day).open_to(user)
    return [{"title": words(row, "title", language), "url": row.address, "outside": bool(row.url), "kind": row.kind} for row in rows]


def material_seen_by(user: Any) -> Any:
    """Files that this person may open: a coordinator any of them."""
    rows = Material.objects.exclude(file="").select_related("day")
    return rows if is_coordinator(user) else rows.open_to(user)


def filename_of(material: Material, language: str) -> str:
    return words(material, "title", language) + PurePath(material.file.name or "").suffix


def told_in_letter(day: InternshipDay, language: str, url: str) -> str:
    """«Матеріали дня (3): адреса», or nothing when there are none."""
    number = Material.objects.filter(day=day).count()
    if not number:
        return ""
    with override(language):
        said = ngettext("%(n)d material of the day is open to you: %(url)s", "%(n)d materials of the day are open to you: %(url)s", number)
        return said % {"n": number, "url": f"{url}#materials"}


class PrivateFileInput(FileInput):
    """What is kept already is opened through our own door; another file takes its place."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        if not value or isinstance(value, UploadedFile) or not getattr(value, "_committed", False):
            return field
        return format_html('<p><a href="{}">{}</a></p>{}', value.instance.address, value.instance.kind or value.name, field)
