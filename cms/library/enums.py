from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PieceKind(TextChoices):
    ANALYSIS = "analysis", _("analytical article")
    OPINION = "opinion", _("opinion piece")
    GUIDE = "guide", _("guide")
    REPORT = "report", _("analytical report")
    STUDY = "study", _("study")
    METHOD = "method", _("method")


ARTICLES = (PieceKind.ANALYSIS, PieceKind.OPINION, PieceKind.GUIDE)
RESEARCH = (PieceKind.REPORT, PieceKind.STUDY, PieceKind.METHOD)


class Licence(TextChoices):
    """What a reader may do with the text; the address says it in full."""

    BY = "CC-BY-4.0", "CC BY 4.0"
    BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    BY_NC = "CC-BY-NC-4.0", "CC BY-NC 4.0"
    ZERO = "CC0-1.0", "CC0 1.0"
    RESERVED = "reserved", _("all rights reserved")

    @property
    def url(self) -> str:
        return _LICENCE_URLS.get(self.value, "")


_LICENCE_URLS = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
