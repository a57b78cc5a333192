from django.db import models
from django.utils.translation import gettext_lazy as _


class AwardKind(models.TextChoices):
    COURSE = "course", _("a course")
    DAY = "day", _("an internship day")
    WEBINAR = "webinar", _("a webinar")


class CertificateState(models.TextChoices):
    ISSUED = "issued", _("genuine and in force")
    REPLACED = "replaced", _("replaced")
    REVOKED = "revoked", _("revoked")


class SealLevel(models.TextChoices):
    """Levels of a PAdES baseline signature (ETSI EN 319 142-1), weakest first."""

    B = "B-B", _("sealed")
    T = "B-T", _("sealed, with a time stamp")
    LT = "B-LT", _("sealed, with a time stamp and revocation data")
    LTA = "B-LTA", _("sealed for the archive")

    @property
    def rank(self) -> int:
        return list(SealLevel).index(self)


class SignatureForm(models.TextChoices):
    CADES = "cades", _("a signature file (CAdES, .p7s)")
    ASIC = "asic", _("a container (ASiC)")
    PADES = "pades", _("within the PDF (PAdES)")


CLOTHS = [
    ("полотно", _("black, cherry and honey")),
    ("чорнозем", _("linen, cherry and honey")),
    ("синька", _("linen, honey and blue")),
    ("вишня", _("linen, honey and black")),
    ("мед", _("black, cherry and linen")),
    ("барвінок", _("linen, honey and green")),
]
