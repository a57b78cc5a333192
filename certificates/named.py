"""Whose name the open register shows: only of whoever agreed to it, and only beside what is in force and not hidden."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from school.accounts.enums import ConsentPurpose
from school.accounts.models import Consent, ConsentText, User
from school.accounts.profiles import consent_in_force, give_consent, withdraw_consent

from .models import Certificate, CertificateState


class WordingChanged(Exception):
    """What was agreed to is not the text in force."""


def wording() -> ConsentText | None:
    """The text that people agree to today; without one nobody is asked."""
    return consent_in_force(ConsentPurpose.REGISTER)


def consent_of(person: User) -> Consent | None:
    return Consent.objects.standing(ConsentPurpose.REGISTER).filter(user=person).select_related("text").order_by("given_at").first()


@transaction.atomic
def show_name_in_register(*, person: User, version: str) -> Consent:
    """Agrees to the text of that version for every certificate of the person, those to come too. A consent that stands stays as it was given."""
    User.objects.select_for_update().get(pk=person.pk)
    if (standing := consent_of(person)) is not None:
        return standing
    text = wording()
    if text is None or text.version != version:
        raise WordingChanged(version)
    return give_consent(user=person, text=text)


def hide_name_in_register(*, person: User) -> None:
    """Withdraws it; the next reader of the register sees no name."""
    withdraw_consent(user=person, purpose=ConsentPurpose.REGISTER)


def with_names(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Each row with `named`: whether its name may be told. A replaced one may bear a name that was wrong."""
    agreed = Exists(Consent.objects.standing(ConsentPurpose.REGISTER).filter(user=OuterRef("person")))
    shown = Q(state=CertificateState.ISSUED, hidden_at=None, person__is_active=True, person__erased_at=None)
    return rows.annotate(named=Q(agreed) & shown)


def name_of(row: Any) -> str:
    """As printed."""
    return row.frozen["print"]["name"] if row.named else ""
