"""The address of a live room, of any service."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

_secure = URLValidator(schemes=["https"], message=_("The link begins with https:// and is whole. For example: https://meet.example.org/room."))


def check_live_link(value: str) -> None:
    _secure(value)
    if "@" in urlsplit(value).netloc:
        raise ValidationError(_("Leave the name and password out of the link: browsers do not pass them on."), code="credentials")
