"""The people of the story, made once a school; later days of the story have the same ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from school.accounts.models import ConsentText, Membership, User

from .. import content
from ..people import PASSWORD, make_consent_text, make_person


def told() -> dict[str, Any]:
    found: dict[str, Any] = content.read("internship/story.yaml")
    return found


def make_cast() -> dict[str, User]:
    """By key: those who apply themselves and those who head an organisation."""
    consent = make_consent_text()
    cast = {row["key"]: _person(row, consent) for row in told()["people"]}
    for group in told()["groups"]:
        head = cast[group["head"]["key"]] = _person(group["head"], consent)
        assert head.profile.organisation is not None
        Membership.objects.get_or_create(user=head, organisation=head.profile.organisation, until=None, defaults={"since": date(2026, 1, 1)})
    return cast


def _person(row: dict[str, Any], consent: ConsentText) -> User:
    found = User.objects.filter(email=row["email"]).first()
    return found or make_person(row, consent, password=PASSWORD if row.get("signs_in") else None)


def who_signs_in() -> list[str]:
    rows = [*told()["people"], *(group["head"] for group in told()["groups"])]
    return [row["email"] for row in rows if row.get("signs_in") or row["key"] == "oksana"]
