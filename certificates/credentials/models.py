from __future__ import annotations

import secrets
from datetime import datetime

from django.db import models
from django.db.models import Q

from certificates.models import Certificate
from school.foundation.codes import CodeField, new_long_code

LENGTH = 131_072  # entries of a list: the least that W3C allows, so that an index says nothing of a person


def new_secret() -> str:
    return secrets.token_hex(16)


class StatusList(models.Model):
    """One published list. Its bits are not kept twice: they are what the register says of the certificates on it.

    `taken` counts the places given; a row is locked while one is given. `revision` rises whenever a certificate on it ends.
    """

    number = models.PositiveIntegerField(unique=True)
    taken = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    order_secret = models.CharField(max_length=32, default=new_secret, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.CheckConstraint(condition=Q(taken__lte=LENGTH), name="status_list_is_not_overfull")]

    def __str__(self) -> str:
        return f"{self.number}: {self.taken}"


class Credential(models.Model):
    """The machine-readable signed form of a certificate. Signed once; never changed afterwards.

    Its code is not the certificate's: whoever has the paper does not get the hash of the e-mail address by it.
    `document` is the very text that is handed out, with its proof; `token` the same as a JWT.
    """

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="credential")
    code = CodeField(default=new_long_code)
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="credentials")
    status_index = models.PositiveIntegerField()
    document = models.TextField(blank=True)
    token = models.TextField(blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    signed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["status_list", "status_index"], name="one_credential_per_status_entry"),
            models.CheckConstraint(condition=Q(status_index__lt=LENGTH), name="status_index_is_on_the_list"),
            models.CheckConstraint(
                condition=Q(document="", token="", issuer="", signed_at=None)
                | (~Q(document="") & ~Q(token="") & ~Q(issuer="") & Q(signed_at__isnull=False)),
                name="signed_credential_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def ready(self) -> bool:
        return bool(self.document)
