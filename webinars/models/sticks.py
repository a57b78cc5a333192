"""Packages that people carry away on a stick, and the progress they bring back."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from school.foundation.codes import CodeField

from .media import private_files
from .records import Webinar


class StickForm(models.TextChoices):
    VIDEO = "video", _("Video, small file")
    LARGE = "large", _("Video, best quality")
    LIGHT = "light", _("Light: sound, slides and transcript")


def new_secret() -> str:
    return secrets.token_hex(32)


class Stick(models.Model):
    """One package for one person. `contents` is what lies in it, frozen when it was built:
    [{code, cut, seconds}], the cut's number and its length. `secret` lies in it too: it seals the progress."""

    code = CodeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sticks")
    webinars = models.ManyToManyField(Webinar, related_name="sticks")
    form = models.CharField(_("what to put on it"), max_length=10, choices=StickForm, default=StickForm.VIDEO)
    language = models.CharField(max_length=12)
    secret = models.CharField(max_length=64, default=new_secret, editable=False)
    contents = models.JSONField(default=list)
    file = models.FileField(storage=private_files, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    created_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.code


class StickProgress(models.Model):
    """What was handed in from a package: a fact. The same file twice is one."""

    stick = models.ForeignKey(Stick, on_delete=models.PROTECT, related_name="progress")
    digest = models.CharField(max_length=64)
    data = models.JSONField()
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["-taken_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["stick", "digest"], name="stick_progress_once")]

    def __str__(self) -> str:
        return f"{self.stick}: {self.digest[:8]}"
