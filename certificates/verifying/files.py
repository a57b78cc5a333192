"""Whatever was handed in: a PDF, a picture, a badge, a credential. Nothing of it is kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..reading.process import LARGEST, read_file
from . import credentials, pdf, pictures
from .answers import Checked, Tone, unanswerable


def check_file(data: bytes) -> Checked:
    if len(data) > LARGEST:
        return refused_as_too_large()
    if not data.startswith(b"%PDF-") and (credential := credentials.judged(data)) is not None:
        return credential
    reading = read_file(data)
    match reading.kind:
        case "pdf":
            return pdf.judge(data, reading)
        case "picture":
            return pictures.judge(reading)
        case "locked":
            return unanswerable(
                "locked", Tone.NONE, _("The file is locked by a password"), _("We issue files without passwords. Ask for the very file.")
            )
        case "damaged":
            return unanswerable("damaged", Tone.NONE, _("The file is damaged"), _("It cannot be read whole. Ask for it once more."))
        case "too_long":
            return unanswerable(
                "too_complex", Tone.NONE, _("The file is too complex to be checked"),
                _("A certificate is a single simple page. We stopped after a few seconds; nothing of ours looks like this."),
            )  # fmt: skip
    return not_a_certificate()


def refused_as_too_large() -> Checked:
    return unanswerable(
        "too_large",
        Tone.NONE,
        _("The file is too large"),
        _("A certificate takes less than a megabyte; we look at files up to %(n)d MB.") % {"n": LARGEST // 2**20},
    )


def not_a_certificate() -> Checked:
    return unanswerable(
        "unknown", Tone.NONE, _("This is not a certificate of ours"), _("We check PDF files, photos and screenshots, badges and credentials.")
    )


def check_text(text: str) -> Checked:
    """A credential as it is copied: JSON or a JWT."""
    return check_file(text.encode())
