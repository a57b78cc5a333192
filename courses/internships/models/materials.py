from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from school.foundation.codes import CodeField
from school.foundation.files import UnsafeFile, check_upload

from ..enums import ApplicationState, OpenFrom
from .applications import Application
from .days import InternshipDay
from .packs import private_files
from .presence import Attendance

LARGEST = 50 * 1024 * 1024
KINDS = {"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "jpg", "png", "webp", "mp3", "mp4", "zip"}
SHOWN_IN_PLACE = {"pdf", "jpg", "png", "webp", "mp3", "mp4"}


class MaterialQuerySet(models.QuerySet):
    def open_to(self, user: Any) -> MaterialQuerySet:
        """Whoever was there has everything once the day is over; whoever is coming has what is open at once, till the day ends."""
        now = timezone.now()
        was_there = Exists(Attendance.objects.filter(day=OuterRef("day"), user=user).exclude(hours=0))
        coming = Exists(Application.objects.filter(day=OuterRef("day"), user=user, state=ApplicationState.ACCEPTED))
        over, at_once = Q(day__ends_at__lte=now), Q(opens=OpenFrom.AT_ONCE)
        return self.filter((was_there & (over | at_once)) | (coming & at_once & ~over & Q(day__cancelled_at=None)))


def material_name(material: Material, filename: str) -> str:
    return f"materials/{material.day.code}/{material.code}{PurePath(filename).suffix.lower()}"


class Material(Orderable):
    """A file or a link for those who were there."""

    day = ParentalKey(InternshipDay, on_delete=models.CASCADE, related_name="materials")
    code = CodeField()
    title_uk = models.CharField(_("title in Ukrainian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    file = models.FileField(
        _("file"), upload_to=material_name, storage=private_files, max_length=200, blank=True,
        help_text=_("PDF, a document, a table, slides, a picture, sound, video or ZIP, up to 50 MB."),
    )  # fmt: skip
    url = models.URLField(_("or a link"), max_length=500, blank=True)
    opens = models.CharField(_("open from"), max_length=10, choices=OpenFrom, default=OpenFrom.AFTER)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("material of the day")
        verbose_name_plural = _("materials of the day")
        constraints = [models.CheckConstraint(condition=Q(file="") & ~Q(url="") | ~Q(file="") & Q(url=""), name="material_is_a_file_or_a_link")]

    def __str__(self) -> str:
        return self.title_uk

    def clean(self) -> None:
        if bool(self.file) == bool(self.url):
            raise ValidationError(_("Give one: a file or a link."))
        if self.file and not getattr(self.file, "_committed", True):
            try:
                kind = check_upload(self.file, kinds=KINDS, largest=LARGEST)
            except UnsafeFile as problem:
                raise ValidationError({"file": str(problem)}) from problem
            self.file.name = str(PurePath(self.file.name or "").with_suffix(f".{kind}"))

    @property
    def kind(self) -> str:
        return PurePath(self.file.name or "").suffix.removeprefix(".").upper() if self.file else ""

    @property
    def in_place(self) -> bool:
        return self.kind.lower() in SHOWN_IN_PLACE

    @property
    def address(self) -> str:
        return self.url or reverse("internships:material", args=[self.code])
