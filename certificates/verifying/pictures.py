"""A photo or a screenshot: it leads to the register by its QR code, and proves nothing of the paper by itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..models import Certificate
from ..reading.process import Reading
from .answers import Answer, Checked, Headline, Tone, ended_headline, register_answer, revocation_of, told_or_none, unanswerable
from .naming import by_codes
from .payload import read_address, read_payload
from .register import UNKNOWN, Verification


def judge(reading: Reading) -> Checked:
    address = next((row for row in reading.codes if read_address(row)[0]), "")
    if not address:
        return unanswerable(
            "no_code", Tone.NONE, _("No QR code of a certificate is seen in the picture"), _("Take it closer, straight and in good light, or type the code."),
        )  # fmt: skip
    code, payload = read_address(address)
    certificate = by_codes([code])
    ours = bool(payload) and read_payload(code, payload) is not None
    return Checked(
        headline=_headline(certificate, bool(payload) and not ours),
        integrity=Answer(None, _("A picture does not show whether the paper was changed: compare every word with the register.")),
        signature=_signature(payload, ours),
        register=register_answer(told_or_none(certificate) or Verification(UNKNOWN)),
        revocation=revocation_of(certificate),
        found=told_or_none(certificate),
    )


def _signature(payload: str, ours: bool) -> Answer:
    if not payload:
        return Answer(None, _("The QR code carries no signature: such were printed earlier."))
    if ours:
        return Answer(True, _("The QR code is signed by us."))
    return Answer(False, _("The signature in the QR code is not ours."))


def _headline(certificate: Certificate | None, forged: bool) -> Headline:
    if certificate is None:
        return Headline("unknown", Tone.BAD, _("There is no such certificate"), _("The QR code names a code that is not in our register."))
    if forged:
        return Headline(
            "forged_code",
            Tone.BAD,
            _("This QR code was not made by us"),
            _("Its facts were changed or made up. Look below at what our register says."),
        )
    if not revocation_of(certificate).ok:
        return ended_headline(certificate)
    return Headline(
        "picture", Tone.OK, _("The certificate is in our register and in force"),
        _("Compare the lines below with the document in the picture. They must be the same word for word."),
    )  # fmt: skip
