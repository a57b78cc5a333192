"""What a day gives: the award of somebody whose presence is confirmed, and what the day's room may know of its certificate."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.internships.day_kinds import words_of_kind
from courses.internships.enums import DayKind
from courses.internships.hours import presence_of
from courses.internships.models import Attendance
from courses.internships.proofs import Proof
from school.foundation.centre import words

from .awards import Award, NotEarned, project_words
from .enums import AwardKind
from .models import Certificate, CertificateState

# Not «стажування» alone, which in article 48 of the law on civil service lasts a month at least.
DEEDS: dict[str, dict[str, str]] = {
    DayKind.INTERNSHIP: {
        "deed_uk": "за участь в одноденній програмі стажування (ознайомчій)",
        "deed_en": "has taken part in the introductory one-day internship programme",
    },
    DayKind.CONFERENCE: {"deed_uk": "за участь у конференції", "deed_en": "has taken part in the conference"},
    DayKind.SEMINAR: {"deed_uk": "за участь у семінарі", "deed_en": "has taken part in the seminar"},
}


def day_award(key: str) -> Award:
    """The award behind a confirmed attendance, by its code; hours and parts are those the person was at."""
    rows = Attendance.objects.select_related("day__internship", "day__project", "user__profile", "application")
    attendance = rows.filter(code=key).first()
    if attendance is None or not attendance.earned or attendance.hours is None:
        raise NotEarned(key)
    day, language = attendance.day, language_of(attendance)
    with override(language):
        return Award(
            kind=AwardKind.DAY,
            key=key,
            record_key=str(day.internship.key),
            person=attendance.user,
            language=language,
            title=words(day.internship, "title", language),
            second_title="" if language == "uk" else words(day.internship, "title", "uk"),
            what_kind=words_of_kind(day.kind).on_certificate,
            deed=DEEDS[day.kind],
            form=_("in person"),
            hours=attendance.hours,
            starts=day.date,
            ends=day.date,
            outcomes=[words(row.slot, "title", language) for row in presence_of(attendance) if row.present],
            **project_words(day.project, language),
        )


def language_of(attendance: Attendance) -> str:
    """The language the person applied in, else the one they read in."""
    return attendance.application.language if attendance.application else attendance.user.language


def job_key(attendance: Attendance) -> str:
    """A job for each confirmation: what was lost by a correction and given back by the next one is written after all."""
    return f"day:{attendance.code}:{attendance.settled_at:%Y%m%d%H%M%S%f}"


def issuing_address(code: str) -> str:
    return f"{reverse('certificates:new_batch')}?day={code}"


def day_proofs(codes: Iterable[str]) -> dict[str, Proof]:
    """The latest certificate of each attendance."""
    rows = Certificate.objects.filter(award_kind=AwardKind.DAY, award_key__in=list(codes)).order_by("pk")
    return {row.award_key: _proof(row) for row in rows}


def _proof(row: Certificate) -> Proof:
    addresses = {name: reverse(f"certificates:{name}", args=[row.code]) for name in ("certificate", "replace", "revoke")}
    return Proof(
        number=row.number,
        hours=Decimal(row.frozen["hours"]),
        in_force=row.state == CertificateState.ISSUED,
        url=reverse("certificates:mine"),
        teach_url=addresses["certificate"],
        replace_url=addresses["replace"],
        revoke_url=addresses["revoke"],
    )
