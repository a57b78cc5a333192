from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from school.foundation.codes import CodeField, new_code, new_long_code

from .certificates import private_files


class AchievementsPage(models.Model):
    """A person's page of what they have learned; others open it while `shown_at` stands."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="achievements_page")
    code = CodeField(default=new_code)
    shown_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


def transcript_name(transcript: Transcript, filename: str) -> str:
    return f"transcripts/{transcript.made_at:%Y}/{transcript.code}.pdf"


class Transcript(models.Model):
    """All that a person had learned on a day, for the personnel file: frozen, drawn once, sealed. Erased with the person; sum and seal stay."""

    code = CodeField(default=new_long_code)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="transcripts")
    language = models.CharField(max_length=12)
    frozen = models.JSONField()
    made_at = models.DateTimeField()
    pdf = models.FileField(upload_to=transcript_name, storage=private_files, blank=True, max_length=200)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    seal_key = models.CharField(max_length=40, blank=True)
    rendered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256="", rendered_at=None) | (~Q(sha256="") & Q(rendered_at__isnull=False)), name="drawn_transcript_has_sum_and_date"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def ready(self) -> bool:
        return bool(self.sha256)

    @property
    def filename(self) -> str:
        return f"transcript-{self.made_at:%Y-%m-%d}.pdf"
