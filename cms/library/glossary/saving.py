"""When a term is saved its forms are worked out, once, so that reading asks no dictionary; and who else has the same ones."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from school.foundation import memo

from ..models import Term
from .inflecting import Phrase, phrase_of

LANGUAGES = ("uk", "en")


@receiver(pre_save, sender=Term)
def work_out_forms(sender: Any, instance: Term, **kwargs: Any) -> None:
    instance.marks = marks_of(instance)


@receiver([post_save, post_delete], sender=Term)
def read_anew(sender: Any, **kwargs: Any) -> None:
    memo.forget()


def marks_of(term: Term) -> dict[str, list[Phrase]]:
    return {language: [phrase for name in term.names(language) if (phrase := phrase_of(name, language))] for language in LANGUAGES}


def sharing_forms(term: Term) -> list[Term]:
    """Other terms that a reader could not tell from this one in a text: a name of both in one form."""
    mine = marks_of(term)
    return [other for other in Term.objects.exclude(pk=term.pk) if any(_meet(mine[code], other.marks.get(code, [])) for code in LANGUAGES)]


def _meet(mine: list[Phrase], theirs: list[Phrase]) -> bool:
    return any(len(one) == len(two) and all(set(a) & set(b) for a, b in zip(one, two, strict=True)) for one in mine for two in theirs)
