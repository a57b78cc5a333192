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


CLOTHS = [
    ("полотно", _("black, cherry and honey")),
    ("чорнозем", _("linen, cherry and honey")),
    ("синька", _("linen, honey and blue")),
    ("вишня", _("linen, honey and black")),
    ("мед", _("black, cherry and linen")),
    ("барвінок", _("linen, honey and green")),
]
