from django.db import models
from django.utils.translation import gettext_lazy as _


class AwardKind(models.TextChoices):
    COURSE = "course", _("a course")
    DAY = "day", _("an internship day")
    WEBINAR = "webinar", _("a webinar")
    SERIES = "series", _("a series of webinars")
    ATTENDANCE = "attendance", _("presence without a certificate")
    THANKS = "thanks", _("teaching a run")


class CertificateState(models.TextChoices):
    ISSUED = "issued", _("genuine and in force")
    REPLACED = "replaced", _("replaced")
    REVOKED = "revoked", _("revoked")


class BatchState(models.TextChoices):
    RUNNING = "running", _("being issued")
    PAUSED = "paused", _("paused")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("done")


class RowState(models.TextChoices):
    WAITS = "waits", _("waits")
    ISSUED = "issued", _("issued")
    STANDING = "standing", _("had one already")
    FAILED = "failed", _("not issued")


class RowProblem(models.TextChoices):
    NOT_EARNED = "not_earned", _("It is no longer earned: the record was corrected after the list was made.")
    ERASED = "erased", _("The person has erased their account.")
    ERROR = "error", _("An error of the system. Try again; if it stays, tell whoever looks after the server.")


class PackKind(models.TextChoices):
    ZIP = "zip", _("All files in one archive (ZIP)")
    PRINT = "print", _("Print sheet (PDF)")
    LIST = "list", _("List of issue for signatures (XLSX)")


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

DESIGNS = [
    ("certificate", _("landscape, a woven border")),
    ("portrait", _("portrait, a towel at the top")),
    ("plain", _("plain, a narrow band that saves ink")),
]

OWN = "designer"
OWN_DESIGN = (OWN, _("a designer’s own sheet"))

FACTS = [
    ("form", _("kind and form of learning")),
    ("hours", _("academic hours")),
    ("ects", _("how many ECTS credits")),
    ("period", _("study period")),
    ("result", _("result")),
    ("outcomes", _("learning results")),
    ("project", _("the project and its partners")),
]


def every_fact() -> list[str]:
    return [name for name, _label in FACTS]


INK, FAINT = "#1c1815", "#5a5148"  # letters, and the small words beside them
PAPER = "#fffdf8"

PREVIEWS = [
    ("uk", _("In Ukrainian")),
    ("en", _("In English")),
    ("short", _("A name of one letter")),
    ("long", _("A very long name")),
    ("long_en", _("A very long name, in English")),
    ("alone", _("Without a patronymic")),
    ("many", _("Many learning results")),
]
BUSY = ("long", "long_en", "many")  # previews with as much to say as a sheet may have to
