"""Four answers in words, and the one that stands above them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from school.foundation.calendar import day_words

from ..models import Certificate, CertificateState
from .register import UNKNOWN, Verification, told


@dataclass(frozen=True)
class Answer:
    """`ok` is None where it cannot be told."""

    ok: bool | None
    words: str


class Tone(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True)
class Headline:
    code: str  # for programs
    tone: Tone
    title: str
    lead: str


@dataclass(frozen=True)
class Difference:
    """A line of the register beside what stands there in the file; either may be empty."""

    register: str
    file: str


@dataclass(frozen=True)
class Checked:
    """`found` is what may be told of the certificate that the file speaks of."""

    headline: Headline
    integrity: Answer
    signature: Answer
    register: Answer
    revocation: Answer
    found: Verification | None = None
    differences: list[Difference] = field(default_factory=list)

    @property
    def fine(self) -> bool:
        return all(row.ok for row in (self.integrity, self.signature, self.register, self.revocation))

    @property
    def answers(self) -> dict[str, Answer]:
        return {name: getattr(self, name) for name in ("integrity", "signature", "register", "revocation")}

    @property
    def plain(self) -> dict[str, Any]:
        """For programs."""
        said: dict[str, Any] = {name: {"ok": row.ok, "words": row.words} for name, row in self.answers.items()}
        return {**said, "headline": {"code": self.headline.code, "words": self.headline.title}, "number": self.found.number if self.found else None}


def unanswerable(code: str, tone: Tone, title: str, lead: str) -> Checked:
    """Where there was nothing to look at."""
    unknown = Answer(None, _("Not checked."))
    return Checked(Headline(code, tone, title, lead), unknown, unknown, unknown, unknown)


def register_answer(found: Verification) -> Answer:
    if found.state == UNKNOWN:
        return Answer(False, _("There is no certificate with this code in our register."))
    return Answer(True, _("Certificate No. %(number)s is in our register.") % {"number": found.number})


def revocation_answer(found: Verification) -> Answer:
    """Whether it is in force today."""
    if found.state == UNKNOWN:
        return Answer(None, _("There is no certificate of ours to ask about."))
    if found.replaced_by and found.ended_at:
        said = {"number": found.replaced_by["number"], "day": day_words(found.ended_at, year=True)}
        return Answer(False, _("Replaced on %(day)s: certificate No. %(number)s is in force instead.") % said)
    if found.ended_at:
        return Answer(False, _("Revoked on %(day)s.") % {"day": day_words(found.ended_at, year=True)})
    if found.expired and found.valid_until:
        return Answer(False, _("Its term ended on %(day)s.") % {"day": day_words(found.valid_until, year=True)})
    return Answer(True, _("In force today: neither revoked nor replaced."))


def revocation_of(certificate: Certificate | None) -> Answer:
    return revocation_answer(told(certificate) if certificate else Verification(UNKNOWN))


def told_or_none(certificate: Certificate | None) -> Verification | None:
    return told(certificate) if certificate else None


def ended_headline(certificate: Certificate) -> Headline:
    """A genuine certificate that is not in force."""
    words = revocation_of(certificate).words
    if certificate.state == CertificateState.REPLACED:
        return Headline("replaced", Tone.WARN, _("This certificate has been replaced"), words)
    if certificate.state == CertificateState.REVOKED:
        return Headline("revoked", Tone.BAD, _("This certificate has been revoked"), words)
    return Headline("expired", Tone.WARN, _("The term of this certificate is over"), words)
