"""What this room keeps of a person: how to hand it over, how to forget it."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils import timezone

from school.foundation.history import history_of
from school.foundation.models import Letter, LetterState, Link

from .models import Consent, Profile, User
from .portraits import remove_portrait

_NAMING = ("surname", "given_name", "patronymic", "surname_latin", "given_name_latin", "position")
_WORDS = (*_NAMING, "category")
NOBODY = "erased@invalid.invalid"


def export(user: User) -> dict[str, Any]:
    profile = Profile.objects.select_related("organisation", "city").filter(user=user).first()
    return {
        "email": user.email,
        "language": user.language,
        "joined_at": user.joined_at,
        "last_login": user.last_login,
        "profile": _profile(profile) if profile else {},
        "speaks_for": [{"organisation": str(row.organisation), "role": row.role, "since": row.since, "until": row.until} for row in user.memberships.select_related("organisation")],
        "consents": [
            {"purpose": row.text.purpose, "version": row.text.version, "text": row.text.text_uk, "given_at": row.given_at, "withdrawn_at": row.withdrawn_at}
            for row in user.consents.select_related("text").order_by("given_at")
        ],
        "sign_in": {
            "second_factors": list(Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")),
            "other_accounts": list(SocialAccount.objects.filter(user=user).values("provider", "uid", "date_joined")),
            "sessions": list(UserSession.objects.filter(user=user).values("created_at", "ip", "user_agent")),
        },
        "letters": list(Letter.objects.filter(to__iexact=user.email).values("created_at", "subject", "text")),
        "events": list(history_of(user).values("at", "verb", "reason", "data")),
    }  # fmt: skip


def _profile(profile: Profile) -> dict[str, Any]:
    return {name: getattr(profile, name) for name in _WORDS} | {
        "organisation": str(profile.organisation or ""),
        "city": str(profile.city or ""),
        "photo": profile.photo or "",
    }


def forget(user: User) -> None:
    """Contacts, names and ways of signing in go; city and category stay, so that counts by city stay true."""
    letters = Letter.objects.filter(to__iexact=user.email)
    letters.exclude(state=LetterState.SENT).update(state=LetterState.FAILED)
    letters.update(to=NOBODY, subject="", text="", html="", calendar="", calendar_method="", failure="")
    Link.objects.filter(holder__iexact=user.email).update(holder="", expires_at=timezone.now())
    for rows in (EmailAddress, Authenticator, SocialAccount, UserSession):
        rows.objects.filter(user=user).delete()
    Consent.objects.filter(user=user, withdrawn_at=None).update(withdrawn_at=timezone.now())
    remove_portrait(user=user, actor=None)
    Profile.objects.filter(user=user).update(**dict.fromkeys(_NAMING, ""), organisation=None)
    user.memberships.current().filter(until=None).update(until=timezone.localdate())
