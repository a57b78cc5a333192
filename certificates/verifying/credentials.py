"""A credential by itself: JSON, JWT, or baked into a badge."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..credentials.checking import CredentialCheck, Signature, check_credential
from .answers import Answer, Checked, Headline, Tone, ended_headline, register_answer, revocation_of, told_or_none
from .register import UNKNOWN, Verification


def judged(data: bytes) -> Checked | None:
    """None for what holds no credential."""
    check = check_credential(data)
    return None if check.signature == Signature.NONE else judge(check)


def judge(check: CredentialCheck) -> Checked:
    foreign = check.signature == Signature.FOREIGN
    return Checked(
        headline=_headline(check),
        integrity=_integrity(check),
        signature=_signature(check),
        register=Answer(False, _("Somebody else’s credential is not in our register.")) if foreign else _register(check),
        revocation=revocation_of(check.certificate),
        found=told_or_none(check.certificate),
    )


def _integrity(check: CredentialCheck) -> Answer:
    if check.signature == Signature.FOREIGN:
        return Answer(None, _("We check only credentials of our own."))
    if check.signature == Signature.FINE:
        return Answer(True, _("Every word is as it was signed."))
    return Answer(False, _("Its words were changed after it was signed, or it was never signed by us."))


def _signature(check: CredentialCheck) -> Answer:
    if check.signature == Signature.FOREIGN:
        return Answer(None, _("The credential names another issuer: %(name)s.") % {"name": check.issuer[:200]})
    if check.signature == Signature.FINE:
        return Answer(True, _("Signed by our key."))
    return Answer(False, _("It names us as its issuer, and our signature does not fit."))


def _register(check: CredentialCheck) -> Answer:
    if check.certificate is not None and not check.matches:
        return Answer(False, _("Certificate No. %(number)s is in our register with other words.") % {"number": check.certificate.number})
    return register_answer(told_or_none(check.certificate) or Verification(UNKNOWN))


def _headline(check: CredentialCheck) -> Headline:
    if check.signature == Signature.FOREIGN:
        return Headline("foreign", Tone.NONE, _("This credential was issued by somebody else"), _("Ask whoever issued it."))
    if check.signature != Signature.FINE or not check.matches or check.certificate is None:
        return Headline("edited", Tone.BAD, _("The credential is forged or was changed"), _("Do not trust it. Look below at what our register says."))
    if not revocation_of(check.certificate).ok:
        return ended_headline(check.certificate)
    return Headline("genuine", Tone.OK, _("The credential is genuine and in force"), _("All four answers below are good."))
