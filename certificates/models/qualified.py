from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import SignatureForm
from .certificates import Certificate, private_files
from .files import CertificateFile


def signed_name(signature: QualifiedSignature, filename: str) -> str:
    return f"certificates/signatures/{signature.certificate.code}-{signature.sha256[:16]}.{filename.rsplit('.', 1)[-1]}"


class QualifiedSignature(models.Model):
    """What somebody has signed outside over exactly our bytes. The signature itself is not verified here.

    `signer` and `issuer` are what the certificate in it claims. `bound`: the hash in the signature is that of our file;
    without it (a hash of DSTU that nobody here can compute) our file lies in the container, and no more is known.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="qualified")
    file = models.ForeignKey(CertificateFile, on_delete=models.PROTECT, related_name="signatures")
    form = models.CharField(max_length=5, choices=SignatureForm)
    signed = models.FileField(upload_to=signed_name, storage=private_files, max_length=200)
    sha256 = models.CharField(max_length=64)
    bound = models.BooleanField()
    signer = models.CharField(max_length=300, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    signed_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("qualified signature")
        verbose_name_plural = _("qualified signatures")
        constraints = [models.UniqueConstraint(fields=["file", "sha256"], name="signature_of_a_file_once")]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.signer}"

    @property
    def filename(self) -> str:
        return f"{self.certificate.number}{'-КЕП' if self.form == SignatureForm.PADES else ''}.{str(self.signed).rsplit('.', 1)[-1]}"
