"""What `manage.py check --deploy` says of the seal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils import timezone

from certificates.enums import SealLevel

from .keys import KnownKey, SealTrouble, Trouble, folders, signing_key

SOON = timedelta(days=45)


@register("certificates")
def check_level(**kwargs: Any) -> list[CheckMessage]:
    if settings.SEAL_LEVEL not in SealLevel.values:
        return [Error(f"SEAL_LEVEL is {settings.SEAL_LEVEL!r}; it must be one of {', '.join(SealLevel.values)}.", id="certificates.E001")]
    if settings.SEAL_LEVEL != SealLevel.B and not settings.SEAL_TSA_URL:
        return [Error(f"SEAL_LEVEL {settings.SEAL_LEVEL} needs a time-stamp authority: set SEAL_TSA_URL.", id="certificates.E002")]
    return []


@register("certificates", deploy=True)
def check_key(**kwargs: Any) -> list[CheckMessage]:
    """A house that has sealed nothing yet makes a demonstration key at its first certificate."""
    try:
        key = signing_key()
    except SealTrouble as found:
        if found.trouble == Trouble.MISSING and not folders():
            return [Warning("There is no seal yet; the first certificate will make a demonstration key.", hint=HINT, id="certificates.W001")]
        return [Error(f"Certificates cannot be sealed: {found}.", hint="See «Keys of the seal» in docs/operations.md.", id="certificates.E003")]
    assert isinstance(key, KnownKey)
    if key.demonstration:
        return [Warning(f"Certificates are sealed with the demonstration key {key.id}, which nobody trusts.", hint=HINT, id="certificates.W001")]
    if key.ends - timezone.now() < SOON:
        return [Warning(f"The certificate of the seal {key.id} ends on {key.ends:%d.%m.%Y}.", hint=HINT, id="certificates.W002")]
    return []


HINT = "Ask an authority for a certificate: manage.py seal_keys --request, then --install. See docs/operations.md."
