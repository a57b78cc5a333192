"""What a day is called where people read of it: an internship, a conference, a seminar."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .enums import DayKind


@dataclass(frozen=True)
class KindWords:
    """In the language of the moment. Ukrainian needs the cases: «на стажування», «на стажуванні»."""

    what: str
    to_what: str
    at_what: str
    on_certificate: str


def words_of_kind(kind: str) -> KindWords:
    if kind == DayKind.CONFERENCE:
        return KindWords(_("conference"), _("to the conference"), _("at the conference"), _("conference"))
    if kind == DayKind.SEMINAR:
        return KindWords(_("seminar"), _("to the seminar"), _("at the seminar"), _("seminar"))
    return KindWords(_("internship"), _("to the internship"), _("at the internship"), _("introductory one-day internship programme"))


def letter_words(kind: str) -> dict[str, str]:
    """Placeholders of letters."""
    said = words_of_kind(kind)
    return {"what": said.what, "to_what": said.to_what, "at_what": said.at_what}
