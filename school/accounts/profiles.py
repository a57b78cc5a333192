"""Verbs on people's own data: profile, consent."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from school.foundation import history
from school.foundation.transliteration import transliterate

from .enums import ConsentPurpose
from .models import Consent, ConsentText, Profile, User
from .names import is_latin
from .organisations import find_organisation

FIELDS = ("surname", "given_name", "patronymic", "surname_latin", "given_name_latin", "category", "organisation", "position", "city")

__all__ = ["consent_in_force", "find_organisation", "give_consent", "propose_latin", "save_profile", "withdraw_consent"]


def propose_latin(name: str) -> str:
    """The spelling by resolution No. 55; nothing where the letters are not Ukrainian ones."""
    proposed = transliterate(name)
    return proposed if is_latin(proposed) else ""


@transaction.atomic
def save_profile(*, user: User, data: dict[str, Any], actor: Any, consent_text: ConsentText | None = None) -> Profile:
    """Writes what is in `data`; empty Latin names get the official spelling; agreeing to `consent_text` is recorded."""
    Profile.objects.get_or_create(user=user)
    profile = Profile.objects.select_for_update().get(user=user)
    before = {name: getattr(profile, name) for name in FIELDS}
    for name in FIELDS:
        if name in data:
            setattr(profile, name, data[name])
    for name in ("surname", "given_name"):
        _follow(profile, name, before)
    changed = [name for name in FIELDS if getattr(profile, name) != before[name]]
    if changed:
        profile.save()
        history.record(user, "save_profile", actor=actor, data={"changed": changed})
    user.profile = profile
    if consent_text is not None:
        give_consent(user=user, text=consent_text)
    return profile


def _follow(profile: Profile, name: str, before: dict[str, Any]) -> None:
    """An empty Latin name gets the official spelling; one that only repeated it follows the corrected name."""
    latin = f"{name}_latin"
    kept = getattr(profile, latin)
    repeats = kept == before[latin] == propose_latin(before[name])
    if not kept or repeats:
        setattr(profile, latin, propose_latin(getattr(profile, name)))


def consent_in_force(purpose: str = ConsentPurpose.LEARNING) -> ConsentText | None:
    return ConsentText.objects.in_force(purpose)


@transaction.atomic
def give_consent(*, user: User, text: ConsentText) -> Consent:
    """Once per version; the version is kept with the consent."""
    consent, created = Consent.objects.get_or_create(user=user, text=text, withdrawn_at=None, defaults={"given_at": timezone.now()})
    if created:
        history.record(user, "give_consent", actor=user, data={"purpose": text.purpose, "version": text.version})
    return consent


@transaction.atomic
def withdraw_consent(*, user: User, purpose: str = "") -> int:
    """Every consent in force, or those for one purpose; what was done before stays lawful. Returns how many."""
    standing = Consent.objects.filter(user=user, withdrawn_at=None)
    standing = standing.filter(text__purpose=purpose) if purpose else standing
    withdrawn = standing.update(withdrawn_at=timezone.now())
    if withdrawn:
        history.record(user, "withdraw_consent", actor=user, data={"purpose": purpose} if purpose else {})
    return withdrawn
