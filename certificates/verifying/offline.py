"""What the verifying page on a device has with it: public keys, the series that were ever opened, and its words."""

from __future__ import annotations

import base64
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import keys

from ..models import Series
from .payload import PURPOSE, series_mark


def known() -> dict[str, Any]:
    """Nothing of any person: the page lies readable on whoever's device."""
    opened = (f"{row.prefix}-{row.year}" for row in Series.objects.order_by("year", "prefix"))
    return {
        "keys": [base64.b64encode(key).decode() for key in keys.public_keys(PURPOSE)],
        "series": {series_mark(words): words for words in opened},
        "as_of": timezone.now().isoformat(),
    }


def offline_words() -> dict[str, str]:
    return {**_answers(), **_state()}


def _answers() -> dict[str, str]:
    return {
        "ours": _("The QR code is ours"),
        "ours_lead": _("Its facts were signed when the certificate was issued, and nobody has changed them."),
        "forged": _("The QR code is not ours"),
        "forged_lead": _("It looks like ours, but our signature does not fit: its facts were changed or made up."),
        "no_address": _("This is not the QR code of a certificate"),
        "no_address_lead": _("The QR code of a certificate holds an address with its code. This one holds something else."),
        "no_payload": _("This QR code proves nothing without a network"),
        "no_payload_lead": _("Certificates issued earlier carry only an address. With a network, check it by its code."),
        "newer_key": _("This page cannot tell"),
        "newer_key_lead": _(
            "The signature names a key that was not ours on {at}, when this page was saved. Open the page with a network and scan again."
        ),
        "name_same": _("The name is the one for which this certificate was issued."),
        "name_other": _(
            "The certificate was not issued for this name. Type it exactly as printed in large letters, with every word; if it is still not the same, do not trust the paper."
        ),
        "hours_not_told": _("not told in the QR code"),
    }


def _state() -> dict[str, str]:
    return {
        "online": _("There is a network now: the full answer is one step away."),
        "offline": _("Without a network."),
        "as_of": _("Our keys as of {at}"),
        "kept": _("This page is saved on the device and opens without a network."),
        "not_kept": _("This page could not be saved on the device: it needs a network each time."),
        "no_camera": _("The camera cannot be used. Allow it in the browser, or choose a picture."),
        "looking": _("Looking for a QR code…"),
        "no_code_in_picture": _("No QR code is found in the picture. Take it closer, straight and in good light."),
        "cannot_verify": _("This browser cannot check signatures. Update it, or check the certificate by its code with a network."),
    }
