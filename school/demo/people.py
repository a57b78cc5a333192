"""The cast and the participants: invented people, the same in the tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from certificates.named import show_name_in_register, wording
from courses.learning.models import Instructor
from school.accounts.enums import ConsentPurpose
from school.accounts.models import City, ConsentText, Membership, Organisation, User
from school.accounts.profiles import find_organisation, give_consent, save_profile

from . import content

PASSWORD = "vinnytsia-2012"
GROUPS = {"halyna": "coordinator", "admin": "administrator"}


def make_consent_text() -> ConsentText:
    told = content.read("centre/consent.yaml")
    text, _new = ConsentText.objects.get_or_create(
        purpose=ConsentPurpose.LEARNING, version=str(told["version"]), defaults={"text_uk": told["text"]["uk"], "text_en": told["text"]["en"]}
    )
    return text


def agree_to_register(people: list[User]) -> None:
    """Whom the open register names."""
    text = wording()
    for person in people if text else []:
        show_name_in_register(person=person, version=text.version)


def make_organisations() -> None:
    for row in content.read("people.yaml")["organisations"]:
        city = City.objects.filter(name_uk=row.get("city")).first()
        organisation = find_organisation(name=row["name"], edrpou=str(row.get("edrpou") or ""), city=city, actor=None)
        Organisation.objects.filter(pk=organisation.pk).update(confirmed=True)


def _organisation(row: dict[str, Any]) -> Organisation | None:
    told = row.get("organisation")
    if not told:
        return None
    known = {item["key"]: item["name"] for item in content.read("people.yaml")["organisations"]}
    name = told.get("name") or known.get(told.get("key", ""), "") if isinstance(told, dict) else known.get(told, told)
    return find_organisation(name=name, actor=None)


def make_person(row: dict[str, Any], consent: ConsentText, *, password: str | None) -> User:
    user = User.objects.create_user(row["email"], password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    data = {name: row.get(name) or "" for name in ("surname", "given_name", "patronymic", "category", "position")}
    data["category"] = data["category"] or "other"
    data |= {"city": City.objects.filter(name_uk=row.get("city")).first(), "organisation": _organisation(row)}
    save_profile(user=user, data=data, actor=user)
    give_consent(user=user, text=consent)
    return user


def make_cast(consent: ConsentText) -> dict[str, User]:
    cast = {}
    for key, row in _cast_rows():
        user = cast[key] = make_person(row, consent, password=PASSWORD)
        if key in GROUPS:
            user.groups.add(Group.objects.get(name=GROUPS[key]))
            user.is_staff = True
        if key == "admin":
            user.is_superuser = True
        user.save()
    organisation = cast["oksana"].profile.organisation
    if organisation is not None:
        Membership.objects.create(user=cast["oksana"], organisation=organisation, since=date(2026, 1, 1))
    return cast


def _cast_rows() -> list[tuple[str, dict[str, Any]]]:
    told = content.read("people.yaml")["cast"]
    rows = told.items() if isinstance(told, dict) else [(row["key"], row) for row in told]
    return list(rows)


def make_participants(consent: ConsentText) -> list[User]:
    """Without a password: they are company in the lists, nobody signs in as them."""
    return [make_person(row, consent, password=None) for row in content.read("people.yaml")["participants"]]


def make_instructors(cast: dict[str, User]) -> dict[str, Instructor]:
    made = {}
    told = content.read("people.yaml")
    rows = [(key, row) for key, row in _cast_rows() if row.get("bio")]
    rows += [(row["key"], row) for row in told.get("trainers", [])]
    for key, row in rows:
        names = dict.fromkeys(("uk",), f"{row['given_name']} {row['surname']}")
        made[key] = Instructor.objects.create(
            user=cast.get(key),
            name_uk=names["uk"],
            name_en=row.get("name_en") or _latin(row),
            post_uk=(row.get("title") or {}).get("uk", ""),
            post_en=(row.get("title") or {}).get("en", ""),
            bio_uk=row["bio"]["uk"],
            bio_en=row["bio"]["en"],
        )
    return made


def _latin(row: dict[str, Any]) -> str:
    from school.foundation.transliteration import transliterate

    return transliterate(f"{row['given_name']} {row['surname']}")
