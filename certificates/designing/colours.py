"""Colours of a sheet: letters must be told from the paper (WCAG 2.2, 1.4.3), on a screen and in grey print."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..enums import FAINT, INK, PAPER

SMALL, LARGE = 4.5, 3.0  # least contrast of small and of large letters
PAPERS = [(PAPER, gettext_lazy("warm white")), ("#ffffff", gettext_lazy("white")), ("#f6efe0", gettext_lazy("linen"))]
ACCENTS = [
    (INK, gettext_lazy("black")), ("#8e1e30", gettext_lazy("cherry")), ("#1f4391", gettext_lazy("blue")),
    ("#1d4a3f", gettext_lazy("green")), ("#7a4d05", gettext_lazy("honey")),
]  # fmt: skip
_HEX = re.compile(r"#[0-9a-f]{6}")


def check_colour(value: str) -> str:
    said = value.strip().lower()
    if not _HEX.fullmatch(said):
        raise ValidationError(_("A colour is written as # and six signs, for example #8e1e30."))
    return said


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def check_colours(paper: str, accent: str) -> None:
    """ValidationError by field where somebody could not read the sheet."""
    worst = min(contrast(paper, INK), contrast(paper, FAINT))
    if worst < SMALL:
        raise ValidationError(
            {"paper": _("The small black and grey text would be hard to read on this paper: contrast %(is)s : 1, at least %(least)s : 1 is needed. Take a lighter paper.") % _said(worst, SMALL)}
        )  # fmt: skip
    if (found := contrast(paper, accent)) < LARGE:
        raise ValidationError(
            {"accent": _("The title in this colour would be hard to read on this paper: contrast %(is)s : 1, at least %(least)s : 1 is needed. Take a darker colour.") % _said(found, LARGE)}
        )  # fmt: skip


def _said(found: float, least: float) -> dict[str, str]:
    """Rounded down: 4,49 is not 4,5."""
    return {"is": f"{int(found * 10) / 10:.1f}".replace(".", ","), "least": f"{least:.1f}".replace(".", ",")}
