"""A recording as files: each upload is a cut, each cut has its renditions. Neither is ever overwritten."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from school.foundation.codes import CodeField

from .records import Webinar


def private_files() -> Storage:
    return storages["default"]


class CutState(models.TextChoices):
    WAITING = "waiting", _("waits for its turn")
    WORKING = "working", _("is being prepared")
    READY = "ready", _("ready")
    REFUSED = "refused", _("not taken")
    FAILED = "failed", _("stopped")


class Stage(models.TextChoices):
    """In the order they are done."""

    PROBE = "probe", _("looking at the file")
    LOUDNESS = "loudness", _("measuring the loudness")
    SOUND = "sound", _("levelling the sound")
    PICTURE = "picture", _("preparing the picture")
    SEGMENTS = "segments", _("cutting into segments")
    POSTER = "poster", _("taking a picture for the cover")
    STORYBOARD = "storyboard", _("taking pictures for the timeline")


SHARES = {
    Stage.PROBE: 1,
    Stage.LOUDNESS: 6,
    Stage.SOUND: 8,
    Stage.PICTURE: 78,
    Stage.SEGMENTS: 2,
    Stage.POSTER: 1,
    Stage.STORYBOARD: 4,
}  # per cent of the time of the whole


class Kind(models.TextChoices):
    VIDEO_720 = "video_720", _("Video, best quality")
    VIDEO_360 = "video_360", _("Video, small file")
    AUDIO = "audio", _("Sound only")
    AUDIO_LIGHT = "audio_light", _("Sound only, smallest file")
    HLS = "hls", _("Video, quality by the line")
    POSTER = "poster", _("Cover")
    STORYBOARD = "storyboard", _("Pictures of the timeline")


CONTENT_TYPES = {
    Kind.VIDEO_720: "video/mp4",
    Kind.VIDEO_360: "video/mp4",
    Kind.AUDIO: "audio/mp4",
    Kind.AUDIO_LIGHT: "audio/mp4",
    Kind.HLS: "application/vnd.apple.mpegurl",
    Kind.POSTER: "image/jpeg",
    Kind.STORYBOARD: "text/vtt",
}


STILL_OPEN = timedelta(hours=12)  # a page that stands open goes on playing the cut it began with


class CutQuerySet(models.QuerySet):
    def open_to_all(self) -> CutQuerySet:
        """Those that people watch or may be watching; any other is for whoever runs the webinar."""
        watched = Q(shown=True) | Q(replaced_at__gt=timezone.now() - STILL_OPEN)
        return self.filter(watched, webinar__in=Webinar.objects.in_force())


class Cut(models.Model):
    """One upload. `original` stays as it came; `time_map` says where the time of cut number `map_of`, which this one replaces,
    went: [old start, old end, new start] in seconds, None while nobody has said it or when all times stay."""

    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="cuts")
    number = models.PositiveIntegerField()
    original = models.FileField(storage=private_files, max_length=200)
    original_name = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField()
    seconds = models.PositiveIntegerField(null=True)
    shown = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=CutState, default=CutState.WAITING)
    stage = models.CharField(max_length=12, choices=Stage, blank=True)
    stage_percent = models.PositiveSmallIntegerField(default=0)
    seconds_left = models.PositiveIntegerField(null=True)
    tries = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)  # why it was refused or stopped, as a person reads it
    facts = models.JSONField(default=dict)  # what the probe and the measurements said
    time_map = models.JSONField(null=True)
    map_of = models.PositiveIntegerField(null=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    objects = CutQuerySet.as_manager()

    class Meta:
        ordering = ["webinar", "number"]
        verbose_name = _("cut of a recording")
        verbose_name_plural = _("cuts of recordings")
        constraints = [
            models.UniqueConstraint(fields=["webinar", "number"], name="cut_number_once"),
            models.UniqueConstraint(fields=["webinar"], condition=Q(shown=True), name="one_cut_shown"),
            models.CheckConstraint(condition=Q(shown=False) | Q(seconds__gt=0), name="shown_cut_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.webinar}, {self.number}"

    @property
    def problem_words(self) -> str:
        """Kept as a message and its figures, said in the reader's language."""
        return gettext(self.problem) % self.facts.get("problem", {}) if self.problem else ""

    @property
    def minutes_left(self) -> int:
        return max(round((self.seconds_left or 0) / 60), 1)

    @property
    def percent(self) -> int:
        """Of the whole preparation; the picture takes most of it."""
        if self.state == CutState.READY:
            return 100
        before = sum(SHARES[stage] for stage in list(Stage)[: list(Stage).index(Stage(self.stage))]) if self.stage else 0
        return min(before + (SHARES[Stage(self.stage)] * self.stage_percent // 100 if self.stage else 0), 99)

    @property
    def folder(self) -> str:
        return f"webinars/{self.webinar.code}/cuts/{self.number}"


class Rendition(models.Model):
    """A file made of a cut. Of a folder (HLS, pictures of the timeline) `file` is its list and `size` all of it."""

    cut = models.ForeignKey(Cut, on_delete=models.PROTECT, related_name="renditions")
    kind = models.CharField(max_length=12, choices=Kind)
    file = models.FileField(storage=private_files, max_length=200)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["cut", "kind"], name="rendition_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.cut}: {self.get_kind_display()}"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[Kind(self.kind)]

    @property
    def inside(self) -> str:
        """Its name within the folder of its cut."""
        return str(self.file.name).removeprefix(self.cut.folder + "/")


class Upload(models.Model):
    """A file on its way in. How much has come is the length of the file under UPLOADS_DIR, so a killed server forgets nothing."""

    code = CodeField()
    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="uploads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    cut = models.OneToOneField(Cut, on_delete=models.PROTECT, null=True, related_name="upload")
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return settings.UPLOADS_DIR / self.code

    @property
    def offset(self) -> int:
        """Bytes that have come."""
        if self.cut_id:
            return self.size
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0
