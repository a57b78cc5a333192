from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .rules import is_staff_member

GUARDED = ("/cms/", "/teach/", "/en/teach/")
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # backup codes alone are a sheet of paper
OTHER_DOORS = ("/cms/login/", "/cms/password_reset/")


def lacks_factor(user: Any) -> bool:
    return is_staff_member(user) and not is_mfa_enabled(user, types=FACTORS)


def staff_second_factor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """One door for everybody; in production nobody edits, teaches or coordinates with a password alone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OTHER_DOORS):
            following = request.GET.get("next") or reverse("wagtailadmin_home")
            return redirect(f"{reverse('account_login')}?{urlencode({'next': following})}")
        if settings.STAFF_MFA_REQUIRED and request.path.startswith(GUARDED) and lacks_factor(request.user):
            messages.warning(request, _("Staff sign in with a second factor. Set up an app with codes or a passkey, then go on."))
            return redirect("mfa_index")
        return get_response(request)

    return middleware
