"""The recording in Wagtail. What publishing writes – title, date, length – is not edited here."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from school.foundation.files import UnsafeFile, check_upload, clean_svg

from .models import Webinar
from .recording import UnreadableRecording, mp4_seconds, put_recording

LARGEST_POSTER = 5 * 1024 * 1024


class RecordingForm(WagtailAdminModelForm):
    def clean_recording(self) -> Any:
        upload = self.cleaned_data.get("recording")
        if isinstance(upload, UploadedFile):
            try:
                mp4_seconds(upload)
            except UnreadableRecording as problem:
                raise ValidationError(str(problem)) from problem
        return upload

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

    def save(self, commit: bool = True) -> Webinar:
        webinar = super().save(commit=False)
        upload = self.cleaned_data.get("recording")
        if isinstance(upload, UploadedFile):
            return put_recording(webinar=webinar, file=upload, actor=self.for_user)
        webinar.save()
        return webinar
