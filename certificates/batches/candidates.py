"""Whom the coordinator may choose: how each name will be printed, for what, and what is worth a look before it is for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..issuing import rule_for, template_for
from ..models import Certificate, CertificateState
from .subjects import Subject
from .warnings import Warnings

STILL_THERE = Q(user__erased_at=None)
WAITING, EARNED, EVERYONE = "waiting", "earned", "everyone"
CHOICES = [
    (WAITING, _("earned and not issued")),
    (EARNED, _("all who have earned it")),
    (EVERYONE, _("everyone, with those who have not earned it")),
]


@dataclass(frozen=True)
class Candidate:
    key: str
    person_id: int
    full_name: str
    latin_name: str
    printed: str
    language: str
    hours: Decimal | None
    result: str
    earned: bool
    link: str
    certificate: Certificate | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def choosable(self) -> bool:
        """A revoked one stays revoked: another is issued on its own page, a deliberate act."""
        return self.earned and self.certificate is None


def _written(subject: Subject) -> QuerySet[Any]:
    return Certificate.objects.filter(award_kind=subject.kind).values("award_key")


def waiting(subject: Subject) -> QuerySet[Any]:
    """Earned, and no certificate was ever written."""
    return subject.people.filter(subject.earned, STILL_THERE).exclude(award_key__in=_written(subject))


def narrowed(subject: Subject, who: str) -> QuerySet[Any]:
    if who == EVERYONE:
        return subject.people.filter(STILL_THERE)
    return subject.people.filter(subject.earned, STILL_THERE) if who == EARNED else waiting(subject)


def waiting_rows(subject: Subject) -> list[tuple[str, int]]:
    """Award key and person of everyone who may be chosen, in the order of the page."""
    return list(waiting(subject).values_list("award_key", "user_id"))


def digest_of(rows: Iterable[tuple[str, int]]) -> str:
    """Whether the list is still the one that was looked at."""
    return hashlib.sha256("\n".join(sorted(key for key, _person in rows)).encode()).hexdigest()[:16]


def template_name(subject: Subject) -> str:
    rule = rule_for(subject.kind, subject.record_key)
    return template_for(rule).name if rule else ""


def candidates(subject: Subject, rows: Iterable[Any]) -> list[Candidate]:
    """These people with what is worth a look; the number of questions does not grow with them."""
    found = list(rows)
    standing = _standing(subject, [row.award_key for row in found])
    warned = Warnings(subject, found)
    return [_candidate(subject, row, standing.get(row.award_key), warned) for row in found]


def _standing(subject: Subject, keys: list[str]) -> dict[str, Certificate]:
    """The one in force, else the last."""
    rows = Certificate.objects.filter(award_kind=subject.kind, award_key__in=keys).only("award_key", "number", "code", "state").order_by("pk")
    return {row.award_key: row for row in sorted(rows, key=lambda row: row.state == CertificateState.ISSUED)}


def _candidate(subject: Subject, row: Any, certificate: Certificate | None, warned: Warnings) -> Candidate:
    profile, language = getattr(row.user, "profile", None), subject.language(row)
    full, latin = row.user.full_name, profile.latin_name if profile else ""
    earned = warned.earned(row)
    return Candidate(
        key=row.award_key,
        person_id=row.user_id,
        full_name=full,
        latin_name=latin,
        printed=latin if language != "uk" and latin else full,
        language=language,
        hours=subject.hours(row),
        result=subject.result(row),
        earned=earned,
        link=subject.link(row),
        certificate=certificate,
        warnings=warned.of(row) if earned and certificate is None else [],
    )
