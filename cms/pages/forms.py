"""Uploads in the editor are hostile until proven otherwise."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

from school.foundation.files import UnsafeFile, clean_svg


class SafeImageForm(BaseImageForm):
    """An SVG is kept only as drawing: what could run or reach out is refused."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        upload = data.get("file")
        if isinstance(upload, UploadedFile) and upload.name and upload.name.lower().endswith(".svg"):
            try:
                drawing = clean_svg(upload.read())
            except UnsafeFile as problem:
                raise ValidationError({"file": _("This drawing was not taken: %(why)s") % {"why": problem}}) from problem
            data["file"] = SimpleUploadedFile(upload.name, drawing, content_type="image/svg+xml")
            self.instance.file = data["file"]
        return data
