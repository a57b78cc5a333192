"""The credential of a certificate: signed once, in both forms, and kept as it was signed."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid

from django.db import transaction
from django.utils import timezone

from certificates.models import Certificate
from school.foundation import history

from . import issuer
from .composing import compose
from .models import Credential
from .proofs import signed
from .quads import Quick
from .status import entry_of, reserve
from .tokens import token_of


def make_credential(*, certificate: Certificate) -> Credential:
    """Signed, if it was not yet; the first signature stays for ever. Of two workers one is heard."""
    found = _of(certificate) or reserve(certificate=certificate)
    if found.ready:
        return found
    said = compose(found, salt=secrets.token_hex(16), subject=uuid.uuid4().urn)
    form = Quick()
    document = json.dumps(signed({**said, "credentialStatus": entry_of(found)}, form), ensure_ascii=False, indent=1)
    token = token_of({**said, "credentialStatus": entry_of(found, "jwt")})
    with transaction.atomic():
        fields = {"document": document, "token": token, "issuer": issuer.did(), "signed_at": timezone.now()}
        if Credential.objects.filter(pk=found.pk, document="").update(**fields):
            history.record(certificate, "sign_credential", data={"sha256": hashlib.sha256(document.encode()).hexdigest(), **form.told})
    return Credential.objects.get(pk=found.pk)


def _of(certificate: Certificate) -> Credential | None:
    return Credential.objects.select_related("certificate__person", "status_list").filter(certificate=certificate).first()
