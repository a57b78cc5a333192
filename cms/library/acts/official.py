"""Sites of the state, where an act's official text may be linked to."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ZONES = (".gov.ua",)


def check_official(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    host = parts.hostname or ""
    if parts.scheme != "https" or port not in (None, 443) or parts.username or not host.isascii() or not host.endswith(ZONES):
        raise ValidationError(_("Only an address of the state's sites (…gov.ua) that begins with https:// is taken here."))
