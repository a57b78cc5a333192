"""django-allauth: sign-in by confirmed e-mail, second factor, OpenID Connect by setting."""

import environ

_env = environ.Env()

ACCOUNT_ADAPTER = "school.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 2
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "login": "school.accounts.entering.LoginForm",
    "signup": "school.accounts.entering.SignupForm",
    "add_email": "school.accounts.entering.AddEmailForm",
    "change_password": "school.accounts.entering.ChangePasswordForm",
    "set_password": "school.accounts.entering.SetPasswordForm",
    "reset_password": "school.accounts.entering.ResetPasswordForm",
    "reset_password_from_key": "school.accounts.entering.ResetPasswordKeyForm",
    "reauthenticate": "school.accounts.entering.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "school.accounts.entering.AuthenticateForm",
    "reauthenticate": "school.accounts.entering.CodeAgainForm",
}
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "confirm_email": "1/3m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Школа е-урядування"

# One door: Wagtail's own sign-in would pass by the second factor and the rate limits.
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False

SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
if _env.str("OIDC_SERVER_URL", default=""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": _env.str("OIDC_NAME", default="OpenID Connect"),
                "client_id": _env.str("OIDC_CLIENT_ID"),
                "secret": _env.str("OIDC_SECRET"),
                "settings": {"server_url": _env.str("OIDC_SERVER_URL")},
            }
        ]
    }
