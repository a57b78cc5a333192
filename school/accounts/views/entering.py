"""allauth's pages for links from letters, with an honest answer when the link is no good any more."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account import app_settings
from allauth.account import views as allauth_views
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import signing
from django.http import HttpRequest, HttpResponse


def confirm_email(request: HttpRequest, key: str) -> HttpResponse:
    """Shows one button; a link that was used, has expired or was cut says which."""
    if EmailConfirmationHMAC.from_key(key) is None:
        request.method = "GET"  # a second press of the button meets the same words
        response: Any = allauth_views.confirm_email(request, key=key)
        response.context_data["problem"] = what_is_wrong(key)
        response.status_code = HTTPStatus.GONE
        return response
    return allauth_views.confirm_email(request, key=key)


def what_is_wrong(key: str) -> str:
    """«used», «expired» or «unknown»."""
    try:
        pk = signing.loads(key, salt=app_settings.SALT)
    except signing.BadSignature:
        return "unknown"
    address = EmailAddress.objects.filter(pk=pk).first()
    if address is None:
        return "unknown"
    return "used" if address.verified else "expired"


def password_reset_from_key(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    response: Any = allauth_views.password_reset_from_key(request, uidb36=uidb36, key=key)
    if (getattr(response, "context_data", None) or {}).get("token_fail"):
        response.status_code = HTTPStatus.GONE
    return response
