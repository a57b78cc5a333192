"""How a holder takes a certificate elsewhere: addresses of others, to which only a click leads."""

from __future__ import annotations

from urllib.parse import urlencode

import segno
from django.conf import settings

from certificates.models import Certificate

PROFILE = "https://www.linkedin.com/profile/add"


def profile_address(certificate: Certificate) -> str:
    """LinkedIn's form «add a certification», filled in; nothing is sent before the person sends it."""
    frozen, issued = certificate.frozen, certificate.issued_at
    fields = {
        "startTask": "CERTIFICATION_NAME",
        "name": frozen["what"],
        "organizationName": frozen["centre"] or frozen["school"],
        "issueYear": issued.year,
        "issueMonth": issued.month,
        "certId": certificate.number,
        "certUrl": f"{settings.PUBLIC_URL}/v/{certificate.code}/",
    }
    if until := certificate.valid_until:
        fields |= {"expirationYear": until.year, "expirationMonth": until.month}
    return f"{PROFILE}?{urlencode(fields)}"


def qr_svg(address: str) -> str:
    """For the camera of a phone on which the wallet is."""
    return segno.make(address, error="m", micro=False).svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None, dark="#000", light="#fff")
