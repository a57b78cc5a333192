"""Verbs on organisations: find or add, confirm, merge doubles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history

from .models import City, Membership, Organisation, Profile
from .models.organisations import fold


def find_organisation(*, name: str, edrpou: str = "", city: City | None = None, actor: Any) -> Organisation:
    """By code, else by name in any letter case, past a merged double to what stays; a new one is added unconfirmed."""
    known = Organisation.objects.select_related("merged_into").order_by(F("merged_into").asc(nulls_first=True), "-confirmed", "pk")
    found = known.filter(edrpou=edrpou).first() if edrpou else None
    found = found or known.filter(folded=fold(name[:250])).first()
    if found is None:
        return add_organisation(name=name, edrpou=edrpou, city=city, actor=actor)
    return found.merged_into or found


def add_organisation(*, name: str, edrpou: str = "", city: City | None = None, actor: Any) -> Organisation:
    """Unconfirmed until a coordinator looks. Whoever adds the same code first wins; the others get that one."""
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(name=name[:250], edrpou=edrpou, city=city)
            history.record(organisation, "add_organisation", actor=actor)
    except IntegrityError:
        return Organisation.objects.live().get(edrpou=edrpou)
    return organisation


@transaction.atomic
def confirm_organisation(*, organisation: Organisation, actor: Any) -> None:
    if Organisation.objects.filter(pk=organisation.pk, confirmed=False).update(confirmed=True):
        organisation.confirmed = True
        history.record(organisation, "confirm_organisation", actor=actor)


def likely_doubles(organisation: Organisation) -> list[Organisation]:
    """Organisations that share the code or the longest words of the name, confirmed ones first."""
    words = sorted(fold(organisation.name).split(), key=len, reverse=True)[:2]
    found = Organisation.objects.live().exclude(pk=organisation.pk)
    for word in words:
        found = found.filter(folded__contains=word[: max(4, len(word) - 2)])
    return list(found.select_related("city").order_by("-confirmed", "name")[:20]) if words else []


@dataclass(frozen=True)
class MergeEffect:
    """What merging will touch, shown before and returned after."""

    people: int
    memberships: int
    takes_code: bool


def merge_effect(*, double: Organisation, into: Organisation) -> MergeEffect:
    return MergeEffect(
        people=Profile.objects.filter(organisation=double).count(),
        memberships=double.memberships.count(),
        takes_code=bool(double.edrpou and not into.edrpou),
    )


@transaction.atomic
def merge_organisations(*, double: Organisation, into: Organisation, actor: Any) -> int:
    """Everybody of the double moves over; the double stays as a signpost. Returns the people moved."""
    rows = {row.pk: row for row in Organisation.objects.select_for_update().filter(pk__in=[double.pk, into.pk]).order_by("pk")}
    double, into = rows[double.pk], rows[into.pk]
    if double.pk == into.pk or double.merged_into_id:
        return 0
    if into.merged_into_id:
        raise ValidationError(_("«%(name)s» was merged into another organisation. Choose that one.") % {"name": into.name})
    if double.edrpou and into.edrpou and double.edrpou != into.edrpou:
        raise ValidationError(_("These two have different EDRPOU codes, so they are not doubles. Correct the code first if it is wrong."))
    effect = merge_effect(double=double, into=into)
    _move_memberships(double, into)
    Profile.objects.filter(organisation=double).update(organisation=into)
    Organisation.objects.filter(merged_into=double).update(merged_into=into)
    Organisation.objects.filter(pk=double.pk).update(merged_into=into)
    if effect.takes_code:
        Organisation.objects.filter(pk=into.pk).update(edrpou=double.edrpou)
    history.record(double, "merge_organisations", actor=actor, data={"into": into.pk, "people": effect.people})
    return effect.people


def _move_memberships(double: Organisation, into: Organisation) -> None:
    """Who already speaks for the one that stays keeps that row; their row with the double ends today."""
    open_in_both = Membership.objects.filter(organisation=into, until=None).values("user")
    Membership.objects.filter(organisation=double, until=None, user__in=open_in_both).update(until=timezone.localdate())
    double.memberships.update(organisation=into)
