"""allauth's letters go the school's own way: frozen, editable, never lost."""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from school.foundation.mail import write_letter

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("No account has this e-mail and this password together. Check both, or set a new password."),
        "too_many_login_attempts": _("Too many attempts to sign in. Wait five minutes and try again, or set a new password."),
        "rate_limited": _("Too many requests in a row. Wait a minute and try again."),
        "enter_current_password": _("This is not your present password."),
        "invalid_password_reset": _("This link to a new password no longer works. Ask for a new one."),
        "email_taken": _("Somebody is registered with this e-mail already."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every account letter has a purpose of ours; what allauth adds later is a notice of change."""
        user = context.get("user") or User.objects.filter(email=email.lower()).first()
        known = user if isinstance(user, User) and user.pk else None
        purpose, url = letter_for(template_prefix, context)
        occasion = hashlib.sha256(url.encode()).hexdigest()[:24] if "key" in context else get_random_string(24)
        said = {"name": known.short_name if known else email, "email": context.get("to_email", email)}
        language = known.language if known else get_language() or "uk"
        write_letter(purpose, key=f"{purpose}:{email}:{occasion}", to=email, language=language, context=said, url=url)

    def format_email_subject(self, subject: str) -> str:
        return subject

    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        user.language = get_language() or "uk"
        return super().save_user(request, user, form, commit)

    def get_login_redirect_url(self, request: Any) -> str:
        return reverse("dashboard:my")

    def get_signup_redirect_url(self, request: Any) -> str:
        return reverse("accounts:profile")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """A newcomer goes on to the profile; whoever confirms on another device signs in first."""
        return reverse("accounts:profile")


def letter_for(template_prefix: str, context: dict[str, Any]) -> tuple[str, str]:
    """Our purpose of an allauth letter, and the address behind its button."""
    name = template_prefix.rsplit("/", 1)[-1]
    reset = settings.PUBLIC_URL + reverse("account_reset_password")
    if name == "email_confirmation_signup":
        return "account_confirm", public(context["activate_url"])
    if name == "email_confirmation":
        return "account_confirm_again", public(context["activate_url"])
    if name == "password_reset_key":
        return "account_reset", public(context["password_reset_url"])
    if name == "account_already_exists":
        return "account_exists", reset
    if name == "unknown_account":
        return "account_unknown", settings.PUBLIC_URL + reverse("account_signup")
    if name in ("password_changed", "password_reset", "password_set"):
        return "account_password_changed", reset
    if name == "email_changed":
        return "account_email_changed", reset
    return "account_notice", reset


def public(url: str) -> str:
    """The same path at the one public address, whatever host the request named."""
    path = "/" + url.split("//", 1)[-1].split("/", 1)[-1]
    return settings.PUBLIC_URL + path
