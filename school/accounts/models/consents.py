from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import ConsentPurpose


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def in_force(self, purpose: str = ConsentPurpose.LEARNING) -> ConsentText | None:
        return self.filter(purpose=purpose, in_force_at__lte=timezone.now()).order_by("-in_force_at", "-pk").first()


class ConsentText(models.Model):
    """What people agree to. A version that anyone agreed to is never changed; a new one is added."""

    purpose = models.CharField(_("what for"), max_length=20, choices=ConsentPurpose, default=ConsentPurpose.LEARNING)
    version = models.CharField(_("version"), max_length=20, help_text=_("Stands beside every consent, for example 2026-11."))
    text_uk = models.TextField(_("text in Ukrainian"))
    text_en = models.TextField(_("text in English"))
    in_force_at = models.DateTimeField(
        _("in force from"), default=timezone.now, help_text=_("From this moment people are asked to agree to this version.")
    )

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        ordering = ["-in_force_at"]
        verbose_name = _("text of consent")
        verbose_name_plural = _("texts of consent")
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "version"], name="version_once_a_purpose", violation_error_message=_("There is a text with this version already.")
            )
        ]

    def __str__(self) -> str:
        return self.version

    def clean(self) -> None:
        if self.pk and self.consents.exists():
            raise ValidationError(_("People have agreed to this version. Add a new version instead of changing it."))


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self, purpose: str = ConsentPurpose.LEARNING) -> ConsentQuerySet:
        return self.filter(text__purpose=purpose, withdrawn_at=None)


class Consent(models.Model):
    """A person agreed to a version of the text, and may have withdrawn."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "text"], condition=Q(withdrawn_at=None), name="agreed_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.text}"
