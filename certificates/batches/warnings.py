"""What is worth a look before a name is printed for ever. Nothing here forbids."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from school.foundation.models import Letter, LetterState

from ..glyphs import missing_signs
from .subjects import Subject

NAME = ("surname", "given_name", "patronymic")


class Warnings:
    """For the rows of one page; what concerns the whole list is asked once."""

    def __init__(self, subject: Subject, rows: list[Any]) -> None:
        self.subject, self.rows = subject, rows

    def of(self, row: Any) -> list[str]:
        return [*self._name(row), *self._likeness(row), *self._rest(row)]

    @cached_property
    def _earned(self) -> set[str]:
        keys = [row.award_key for row in self.rows]
        return set(self.subject.people.filter(self.subject.earned, award_key__in=keys).order_by().values_list("award_key", flat=True))

    def earned(self, row: Any) -> bool:
        return row.award_key in self._earned

    def _name(self, row: Any) -> list[str]:
        profile, said = getattr(row.user, "profile", None), []
        if profile is None or not (profile.surname and profile.given_name):
            said.append(_("The name is not complete."))
        if self.subject.language(row) != "uk" and not (profile and profile.latin_name):
            said.append(_("The certificate is in English, and there is no name in Latin letters: it will be printed in Ukrainian."))
        if profile is not None and not profile.patronymic and self._others_have_patronymics:
            said.append(_("No patronymic, where others have one."))
        if profile is not None and (lost := missing_signs(f"{profile.full_name}{profile.latin_name}")):
            said.append(_("The typefaces of the sheet do not have: %(signs)s") % {"signs": " ".join(lost)})
        return said

    @cached_property
    def _others_have_patronymics(self) -> bool:
        return self.subject.people.filter(self.subject.earned).exclude(user__profile__patronymic="").exclude(user__profile=None).exists()

    @cached_property
    def _namesakes(self) -> dict[tuple[str, ...], set[tuple[str, Any]]]:
        """Names that several accounts of this list have, with where each is from."""
        fields = [f"user__profile__{name}" for name in NAME]
        earned = self.subject.people.filter(self.subject.earned).exclude(user__profile=None).order_by()
        shared = earned.values(*fields).annotate(people=Count("user", distinct=True)).filter(people__gt=1)
        surnames = {row[fields[0]] for row in shared[:500]}
        found: dict[tuple[str, ...], set[tuple[str, Any]]] = defaultdict(set)
        if surnames:
            rows = earned.filter(user__profile__surname__in=surnames)
            for *name, user, organisation in rows.values_list(*fields, "user_id", "user__profile__organisation_id"):
                found[tuple(name)].add((user, organisation))
        return {name: people for name, people in found.items() if len(people) > 1}

    def _likeness(self, row: Any) -> list[str]:
        profile: Any = getattr(row.user, "profile", None)
        people = self._namesakes.get(tuple(getattr(profile, name) for name in NAME), set()) if profile else set()
        if not people:
            return []
        if any(user != row.user_id and organisation == profile.organisation_id for user, organisation in people):
            return [_("Another account has this name and this organisation: perhaps the same person twice.")]
        return [_("A namesake from elsewhere is in this list.")]

    @cached_property
    def _unreachable(self) -> set[str]:
        """Addresses whose last letter did not arrive."""
        addresses = {row.user.email for row in self.rows}
        last: dict[str, str] = {}
        finished = [LetterState.SENT, LetterState.BOUNCED, LetterState.FAILED]
        lost = Letter.objects.filter(to__in=addresses, state__in=[LetterState.BOUNCED, LetterState.FAILED]).values("to")
        for to, state in Letter.objects.filter(to__in=lost, state__in=finished).order_by("pk").values_list("to", "state"):
            last[to] = state
        return {to for to, state in last.items() if state != LetterState.SENT}

    def _rest(self, row: Any) -> list[str]:
        said = []
        if not self.subject.hours(row):
            said.append(_("No academic hours."))
        if row.user.email in self._unreachable:
            said.append(_("The last letter to this person did not arrive."))
        return said
