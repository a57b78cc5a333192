"""What a credential says, from the certificate's frozen words alone: an OpenBadgeCredential (1EdTech Open Badges 3.0, VC 2.0)."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates.enums import AwardKind
from certificates.freezing import result_words
from certificates.models import Certificate
from school.foundation.calendar import KYIV

from . import issuer
from .canonical import OPEN_BADGES, VC
from .models import Credential
from .proofs import stamp

TYPES = {AwardKind.COURSE.value: "CertificateOfCompletion", AwardKind.DAY.value: "Fieldwork"}  # of the standard's list


def address_of(credential: Credential, form: str = "json") -> str:
    return f"{settings.PUBLIC_URL}/credentials/{credential.code}.{form}"


def compose(credential: Credential, *, salt: str, subject: str) -> dict[str, Any]:
    """Unsigned and without its status entry. `subject` is a random urn: it names the person nowhere else."""
    certificate = credential.certificate
    frozen = certificate.frozen
    with override(frozen["language"]):
        said = {
            "@context": [VC, OPEN_BADGES],
            "id": address_of(credential),
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": f"{frozen['title']} {certificate.number}. {frozen['what']}",
            "issuer": _issuer(frozen),
            "validFrom": stamp(certificate.issued_at),
            "awardedDate": stamp(certificate.issued_at),
            **_term(certificate),
            "credentialSubject": _subject(credential, salt, subject),
            "evidence": [{"id": f"{settings.PUBLIC_URL}/v/{certificate.code}/", "type": ["Evidence"], "name": _("Verification page")}],
        }
    return said


def _term(certificate: Certificate) -> dict[str, str]:
    """Valid through the whole of its last day in Kyiv."""
    if certificate.valid_until is None:
        return {}
    return {"validUntil": stamp(datetime.combine(certificate.valid_until + timedelta(days=1), time(), KYIV))}


def _issuer(frozen: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"id": issuer.did(), "type": ["Profile"], "name": frozen["centre"] or frozen["school"], "url": settings.PUBLIC_URL}
    if frozen["edrpou"]:
        said["otherIdentifier"] = [{"type": "IdentifierEntry", "identifier": frozen["edrpou"], "identifierType": "ext:EDRPOU"}]
    return said


def _subject(credential: Credential, salt: str, subject: str) -> dict[str, Any]:
    frozen = credential.certificate.frozen
    achievement, results = _achievement(credential)
    return {
        "id": subject,
        "type": ["AchievementSubject"],
        "identifier": _identities(credential.certificate, salt),
        "activityStartDate": _midnight(frozen["starts"]),
        "activityEndDate": _midnight(frozen["ends"]),
        **_credits("creditsEarned", frozen),
        "achievement": achievement,
        **({"result": results} if results else {}),
    }


def _identities(certificate: Certificate, salt: str) -> list[dict[str, Any]]:
    """The name as it is printed, and the e-mail address as a salted hash: who knows the address can check it, nobody can read it."""
    names = dict.fromkeys(certificate.frozen["print"][line] for line in ("name", "other_name"))
    said: list[dict[str, Any]] = [{"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "name"} for name in names if name]
    if not certificate.person.erased_at:
        digest = hashlib.sha256((certificate.person.email + salt).encode()).hexdigest()
        said.append({"type": "IdentityObject", "hashed": True, "identityHash": f"sha256${digest}", "identityType": "emailAddress", "salt": salt})
    return said


def _achievement(credential: Credential) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What was achieved, the same for everybody of whom the same words are printed; and this person's results."""
    frozen = credential.certificate.frozen
    described, results = _results(frozen)
    said = {
        "type": ["Achievement"],
        "achievementType": TYPES.get(frozen["kind"], "Certificate"),
        "name": frozen["what"],
        "description": _description(frozen),
        "criteria": {"narrative": criteria_of(frozen)},
        **_credits("creditsAvailable", frozen),
        "inLanguage": frozen["language"],
        **({"resultDescription": described} if described else {}),
    }
    name = uuid.uuid5(uuid.NAMESPACE_URL, settings.PUBLIC_URL + json.dumps(said, sort_keys=True, ensure_ascii=False)).urn
    picture = {"id": address_of(credential, "svg"), "type": "Image", "caption": f"{frozen['title']}: {frozen['what']}"}
    return {"id": name, **said, "image": picture}, results


def _credits(name: str, frozen: dict[str, Any]) -> dict[str, Any]:
    """A letter of thanks and a statement of attendance earn none."""
    return {name: _number(frozen["ects"])} if Decimal(frozen["ects"]) else {}


def _description(frozen: dict[str, Any]) -> str:
    """Kind and form, hours and credits in words, what is learnt."""
    volume = f"{_('Academic hours')}: {_shown(frozen['hours'])}."
    if Decimal(frozen["ects"]):
        values = {"hours": _shown(frozen["hours"]), "credits": _shown(frozen["ects"]), "n": frozen["hours_per_credit"]}
        volume = _("Academic hours: %(hours)s. ECTS credits: %(credits)s, %(n)d hours in a credit.") % values
    kind = ", ".join(part for part in (frozen["what_kind"], frozen["form"]) if part)
    parts = [f"{kind[:1].upper()}{kind[1:]}." if kind else "", volume]
    if frozen["outcomes"]:
        parts.append(_("Learning results: %(outcomes)s.") % {"outcomes": "; ".join(frozen["outcomes"])})
    return " ".join(part for part in parts if part)


def criteria_of(frozen: dict[str, Any]) -> str:
    """What had to be done, by the rules of the room that awards."""
    if frozen["kind"] == AwardKind.COURSE:
        return _("To do every required step of the course and to reach the pass mark of each required test.")
    if frozen["kind"] == AwardKind.DAY:
        return _(
            "To be present. Presence is counted part by part, and the organiser confirms it; the hours are those at which the person was present."
        )
    if frozen["kind"] == AwardKind.WEBINAR:
        return _("To watch the required share of the recording and, where the webinar has a test, to pass it.")
    return " ".join(part for part in (frozen["print"]["deed"], frozen["what"]) if part)


def _results(frozen: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Each test in per cent; where the printed line was corrected or there are no tests, that line; of a statement and thanks none."""
    if not frozen["result"]:
        return [], []
    rows = frozen["results"]
    as_computed = rows and frozen["result"] == result_words(rows)
    pairs = [_percent(row, at) for at, row in enumerate(rows)] if as_computed else [_line(frozen["result"])]
    return [described for described, _result in pairs], [result for _described, result in pairs]


def _percent(row: dict[str, Any], at: int) -> tuple[dict[str, Any], dict[str, Any]]:
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.PUBLIC_URL} {at} {row['title']}").urn
    described = {"id": name, "type": ["ResultDescription"], "name": row["title"], "resultType": "Percent", "valueMin": "0", "valueMax": "100"}
    return described, {"type": ["Result"], "resultDescription": name, "value": str(row["percent"])}


def _line(words: str) -> tuple[dict[str, Any], dict[str, Any]]:
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.PUBLIC_URL} result").urn
    return {"id": name, "type": ["ResultDescription"], "name": _("Result"), "resultType": "Result"}, {
        "type": ["Result"], "resultDescription": name, "value": words
    }  # fmt: skip


def _midnight(day: str) -> str:
    return stamp(datetime.combine(date.fromisoformat(day), time(), KYIV))


def _number(text: str) -> int | float:
    """A whole number as one: JavaScript and Python write 2.0 differently, and both must canonicalise the same."""
    value = Decimal(text)
    return int(value) if value == value.to_integral() else float(value)


def _shown(value: str) -> str:
    return formats.number_format(Decimal(value).normalize() if "." in value else int(value), use_l10n=True)
