"""A PDF: whether it is the file that we issued, whose seal it bears, which certificate it speaks of, and whether that is in force."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation.calendar import day_words

from ..models import Certificate, CertificateFile, Transcript
from ..reading.process import Reading
from ..signing.checking import SealState
from .answers import Answer, Checked, Difference, Headline, Tone, ended_headline, revocation_of, told_or_none
from .differing import differences
from .naming import named_in

_COMMON = re.compile(r"Common Name: ([^;]+)")
OURS = {SealState.FINE, SealState.EXPIRED, SealState.REVOKED, SealState.UNPROVEN}  # what stands under our seal is as it was


@dataclass(frozen=True)
class _Case:
    """All that is known of the file before it is judged."""

    seal: SealState
    stored: CertificateFile | None
    certificate: Certificate | None
    attached: Certificate | None  # of the credential within, where it is another one than the page's
    differs: list[Difference]

    @property
    def hidden(self) -> bool:
        return self.certificate is not None and self.certificate.hidden_at is not None

    @property
    def newest(self) -> bool:
        return self.stored is not None and self.certificate is not None and self.stored.sha256 == self.certificate.sha256


def judge(data: bytes, reading: Reading) -> Checked:
    case = _case(data, reading)
    if case.certificate is None and (made := Transcript.objects.filter(sha256=hashlib.sha256(data).hexdigest()).first()):
        return _transcript(made, case, reading)
    return Checked(
        headline=_headline(case),
        integrity=_integrity(case),
        signature=_signature(case, reading),
        register=_register(case),
        revocation=revocation_of(case.certificate),
        found=told_or_none(case.certificate),
        differences=[] if case.hidden else case.differs,
    )


def _transcript(made: Transcript, case: _Case, reading: Reading) -> Checked:
    """Ours, and no certificate: it says what held on its day."""
    said = {"day": day_words(timezone.localdate(made.made_at), year=True)}
    return Checked(
        headline=Headline(
            "transcript", Tone.OK if case.seal == SealState.FINE else Tone.WARN, _("This is a transcript of learning that we made"),
            _("It says what a person had learned by %(day)s. Certificates named in it may have ended since: check them by their codes.") % said,
        ),
        integrity=Answer(True, _("This is, byte for byte, the transcript that we made.")),
        signature=_signature(case, reading),
        register=Answer(True, _("We made it on %(day)s.") % said),
        revocation=Answer(None, _("A transcript is not revoked: it tells of its day.")),
    )  # fmt: skip


def _case(data: bytes, reading: Reading) -> _Case:
    seal = SealState(reading.seal["state"])
    stored = CertificateFile.objects.select_related("certificate__replaced_by").filter(sha256=hashlib.sha256(data).hexdigest()).first()
    if stored is not None:
        return _Case(seal, stored, stored.certificate, None, [])
    page, attached = named_in(reading)
    certificate = page or attached
    differs = differences(certificate, reading.lines) if certificate and certificate.ready else []
    return _Case(seal, None, certificate, attached if attached and attached != page else None, differs)


def _integrity(case: _Case) -> Answer:
    if case.stored and case.newest:
        return Answer(True, _("This is, byte for byte, the file that we issued."))
    if case.stored:
        return Answer(True, _("This is, byte for byte, a file that we issued; we made a later one of the same certificate since."))
    if case.seal in OURS:
        return Answer(True, _("Nothing has changed since our seal was put on, although this very file is not in our archive."))
    if case.seal == SealState.BROKEN:
        return Answer(False, _("Bytes under our seal have changed: the file was edited after it was sealed."))
    if case.seal == SealState.CHANGED:
        return Answer(False, _("Something was added after our seal that changes the document."))
    if case.seal == SealState.UNREADABLE:
        return Answer(None, _("The structure of the file is damaged: it cannot be told what has changed."))
    if case.certificate is None:
        return Answer(None, _("We have nothing to compare the file with."))
    return Answer(False, _("These are not the bytes that we issued."))


def _signature(case: _Case, reading: Reading) -> Answer:
    seal = reading.seal
    said = {"name": _common_name(seal.get("signer", ""))}
    words = {
        SealState.FINE: _("Sealed by us: %(name)s."),
        SealState.CHANGED: _("Our seal is there and holds for what stood before the change: %(name)s."),
        SealState.BROKEN: _("Our seal is there and does not fit the file."),
        SealState.STRANGER: _("Signed by somebody else, not by us. The signature calls itself: %(name)s."),
        SealState.NONE: _("The file bears no seal."),
        SealState.EXPIRED: _("Sealed by our key outside of its time."),
        SealState.REVOKED: _("Sealed by a key of ours that was revoked, and nothing proves that it was before."),
        SealState.UNPROVEN: _("Sealed by our certificate, but its chain could not be proven."),
        SealState.UNREADABLE: _("The seal cannot be read."),
    }[case.seal] % said
    if seal.get("demonstration"):
        words += " " + _("It is a demonstration key: it proves nothing outside of this installation.")
    if case.seal == SealState.NONE and case.stored:
        return Answer(None, _("The file bears no seal: it was issued before we sealed files."))
    if case.seal == SealState.NONE and case.certificate is None:
        return Answer(None, words)
    return Answer({SealState.FINE: True, SealState.CHANGED: True, SealState.UNREADABLE: None}.get(case.seal, False), words)


def _common_name(subject: str) -> str:
    """Of a whole subject, «Common Name: …; Organization: …», the part that people call somebody by."""
    found = _COMMON.search(subject)
    return found[1] if found else subject or "?"


def _register(case: _Case) -> Answer:
    found = case.certificate
    if found is None:
        return Answer(False, _("The file names no certificate that is in our register."))
    if case.stored:
        return Answer(True, _("Certificate No. %(number)s is in our register with this very file.") % {"number": found.number})
    if case.attached:
        return Answer(
            False, _("The data of certificate No. %(number)s are attached to a page that is not its own.") % {"number": case.attached.number}
        )
    if case.differs:
        return Answer(False, _("Certificate No. %(number)s is in our register with other words.") % {"number": found.number})
    return Answer(True, _("Certificate No. %(number)s is in our register, and the text of the file is the same.") % {"number": found.number})


def _headline(case: _Case) -> Headline:
    found = case.certificate
    if found is None:
        return _foreign(case)
    if case.attached:
        return Headline(
            "attached",
            Tone.BAD,
            _("Our data are attached to somebody else’s document"),
            _("The page is not the one that we issued. Look below at what our register says."),
        )
    if case.stored or case.seal in OURS:
        return _genuine(case, found)
    if case.seal == SealState.BROKEN:
        return Headline("edited", Tone.BAD, _("The file was edited after we sealed it"), _("Do not trust it. Look below at what our register says."))
    if case.seal == SealState.CHANGED:
        return Headline(
            "changed", Tone.BAD, _("A change was added after our seal"),
            _("What you see in the file may not be what we issued. Look below at what our register says."),
        )  # fmt: skip
    if case.seal == SealState.STRANGER:
        return Headline(
            "resigned", Tone.BAD, _("The file is signed by somebody else"), _("We did not issue this file. Look below at what our register says.")
        )
    if case.differs:
        return Headline(
            "other_words", Tone.BAD, _("The words differ from those that we issued"), _("Do not trust the file. The lines that differ stand below.")
        )
    return Headline(
        "copy", Tone.WARN, _("This is a copy, not the file that we issued"),
        _("Its text is that of our register, but what is drawn may differ: compare it with the picture below, or ask for the very file."),
    )  # fmt: skip


def _foreign(case: _Case) -> Headline:
    if case.seal == SealState.UNREADABLE:
        return Headline("damaged", Tone.NONE, _("The file is damaged"), _("It cannot be read whole. Ask for it once more."))
    if case.seal == SealState.FINE:
        return Headline(
            "sealed_other",
            Tone.WARN,
            _("The document is sealed by us, and it is not a certificate"),
            _("Nothing has changed in it since, but the file names no certificate that is in our register."),
        )
    return Headline("unknown", Tone.NONE, _("This is not a certificate of ours"), _("The file names no certificate that is in our register."))


def _genuine(case: _Case, found: Certificate) -> Headline:
    if not case.stored and case.differs:
        return Headline(
            "other_words", Tone.BAD, _("The words differ from those that we issued"), _("Do not trust the file. The lines that differ stand below.")
        )
    if not revocation_of(found).ok:
        return ended_headline(found)
    if case.seal == SealState.FINE:
        return Headline("genuine", Tone.OK, _("The file is genuine, and the certificate is in force"), _("All four answers below are good."))
    if case.seal == SealState.NONE:
        return Headline(
            "unsealed", Tone.OK, _("This is the very file that we issued, and the certificate is in force"),
            _("It bears no seal, because it was made before we sealed files; we know it by every byte."),
        )  # fmt: skip
    return Headline(
        "seal_in_doubt", Tone.WARN, _("The file is ours, but its seal is in doubt"), _("Look at the answers below, and ask for a newer file.")
    )
