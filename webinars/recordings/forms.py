"""The cover of a recording in Wagtail. What publishing writes – title, date, length – is not edited here; the file comes by its own page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from school.foundation.files import UnsafeFile, check_upload, clean_svg

LARGEST_POSTER = 5 * 1024 * 1024


class CoverForm(WagtailAdminModelForm):
    def clean_poster(self) -> Any:
        """By its content, whatever it is called; a drawing keeps nothing that could run."""
        upload = self.cleaned_data.get("poster")
        if not isinstance(upload, UploadedFile):
            return upload
        try:
            if (upload.name or "").lower().endswith(".svg"):
                return SimpleUploadedFile("poster.svg", clean_svg(upload.read()), content_type="image/svg+xml")
            check_upload(upload, kinds={"jpg", "png", "webp"}, largest=LARGEST_POSTER)
        except UnsafeFile as problem:
            raise ValidationError(_("This picture was not taken: %(why)s") % {"why": problem}) from problem
        return upload
