"""allauth's forms in the school's words: no ghost text in fields, one sentence about passwords."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from allauth.mfa.base import forms as mfa_forms
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _(
    "At least 10 characters. A short sentence of your own is easy to remember; a word from a dictionary or your address is easy to guess."
)
LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Code"),
}


class PlainWords:
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
        if "password1" in self.fields:
            self.fields["password1"].help_text = PASSWORD_HELP


class LoginForm(PlainWords, forms.LoginForm): ...


class SignupForm(PlainWords, forms.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")


class AddEmailForm(PlainWords, forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail")


class ChangePasswordForm(PlainWords, forms.ChangePasswordForm): ...


class SetPasswordForm(PlainWords, forms.SetPasswordForm): ...


class ResetPasswordForm(PlainWords, forms.ResetPasswordForm): ...


class ResetPasswordKeyForm(PlainWords, forms.ResetPasswordKeyForm): ...


class ReauthenticateForm(PlainWords, forms.ReauthenticateForm): ...


class AuthenticateForm(PlainWords, mfa_forms.AuthenticateForm): ...


class CodeAgainForm(PlainWords, mfa_forms.ReauthenticateForm): ...
