"""Whether everything fits: the sheet is laid out by WeasyPrint for a person with much to say, and its boxes are measured.

One sheet is laid out in about a tenth of a second on an idle core; a template that fits costs three.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..enums import BUSY, OWN, PREVIEWS
from ..models import CertificateTemplate
from .own.visible import problem_of

MARGINS = {"certificate": 28.0, "portrait": 14.0, "plain": 12.0}  # millimetres that stay free of words at every edge
TOP = {"portrait": 45.0}  # under the towel
MM = 96 / 25.4
SLACK = 1.0  # px
LANGUAGES = {"uk": gettext_lazy("in Ukrainian"), "en": gettext_lazy("in English")}
TEXTS = {
    "note": gettext_lazy("the line below"),
    "deed": gettext_lazy("what the person did"),
    "opening": gettext_lazy("the opening line"),
    "title": gettext_lazy("the title"),
}
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Layout:
    pages: int
    width: float
    height: float
    boxes: dict[str, Rectangle]  # what is inked of each part of the sheet: left, top, right, bottom


def overflow_of(template: CertificateTemplate) -> str:
    """A sentence about what does not fit and in which language, else nothing."""
    from ..samples import MODES

    if template.design == OWN:
        return own_problem(template)
    for mode in BUSY:
        if not fits(template, mode):
            language = MODES[mode][0]
            said = {"text": _culprit(template, mode, language), "language": LANGUAGES[language]}
            return _("With a long name and title the sheet overflows %(language)s: %(text)s.") % said
    return ""


def own_problem(template: CertificateTemplate) -> str:
    """What is wrong with a designer's sheet under this template's words, and for whom."""
    for mode, label in PREVIEWS:
        if said := problem_of(document_of(template, mode)):
            return _("“%(sample)s”: %(problem)s.") % {"sample": label, "problem": said}
    return ""


def _culprit(template: CertificateTemplate, mode: str, language: str) -> str:
    """The text without which it fits, tried one by one."""
    for name, label in TEXTS.items():
        shorter = copy(template)
        field = f"{name}_{language}"
        setattr(shorter, field, getattr(template, field)[:12])
        if getattr(shorter, field) != getattr(template, field) and fits(shorter, mode):
            return _("shorten %(text)s") % {"text": label}
    shorter = copy(template)
    shorter.signatories, shorter.logos = [], []
    if fits(shorter, mode):
        return _("shorten posts of those who sign, or take fewer pictures")
    return _("shorten the texts, or show less of the learning")


def fits(template: CertificateTemplate, mode: str) -> bool:
    """Everything stands on one page, inside the margins, and no part of the sheet runs into another."""
    found = layout_of(template, mode)
    margin = MARGINS[template.design] * MM - SLACK
    top = TOP.get(template.design, MARGINS[template.design]) * MM - SLACK
    room = (margin, top, found.width - margin, found.height - margin)
    inside = all(_within(box, room) for box in found.boxes.values())
    return found.pages == 1 and inside and not any(_cross(one, other) for one, other in combinations(found.boxes.values(), 2))


def _within(box: Rectangle, room: Rectangle) -> bool:
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]


def _cross(one: Rectangle, other: Rectangle) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > SLACK and high > SLACK


def layout_of(template: CertificateTemplate, mode: str) -> Layout:
    document = document_of(template, mode)
    page = document.pages[0]
    boxes: dict[str, Rectangle] = {}
    for name, box in _inked(page._page_box, ""):
        boxes[name] = _around(boxes.get(name), box)
    return Layout(len(document.pages), page.width, page.height, boxes)


def document_of(template: CertificateTemplate, mode: str) -> Any:
    from weasyprint import HTML

    from school.foundation.printing import OwnFiles, fonts

    from ..rendering import sample_sheet, sheet

    html = HTML(string=sample_sheet(template, mode), base_url="static:", url_fetcher=OwnFiles())
    return html.render(font_config=fonts(), stylesheets=[sheet(template.design)])


def _inked(box: Any, part: str) -> Iterator[tuple[str, Rectangle]]:
    """Lines of letters and pictures below `box`, each with the part of the sheet it belongs to."""
    element = getattr(box, "element", None)
    part = (element.get("data-box") if element is not None else None) or part
    drawn = hasattr(box, "text") or hasattr(box, "replacement")
    if part and drawn:
        yield part, (box.position_x, box.position_y, box.position_x + box.width, box.position_y + box.height)
    for child in getattr(box, "children", ()):
        yield from _inked(child, part)


def _around(one: Rectangle | None, other: Rectangle) -> Rectangle:
    if one is None:
        return other
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
