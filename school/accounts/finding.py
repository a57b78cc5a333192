"""Finding people by what somebody typed."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.expressions import OrderBy

from school.foundation.alphabet import by_alphabet


def by_name(path: str = "") -> list[OrderBy]:
    """For `order_by`: surname, then given name, as the Ukrainian alphabet has them; `path` leads to the person, «user__»."""
    return by_alphabet(f"{path}profile__surname", f"{path}profile__given_name")


def named(text: str, path: str = "") -> Q:
    """Every word of `text` stands in the name or the e-mail, in any letter case; `path` leads to the person, «user__».

    SQLite folds only Latin letters, so a Ukrainian word is looked for as typed, small and with a capital.
    """
    found = Q()
    for word in text.replace("'", "’").split():
        either = Q(**{f"{path}email__icontains": word})
        for written in {word, word.lower(), word.capitalize()}:
            either |= Q(**{f"{path}profile__surname__icontains": written}) | Q(**{f"{path}profile__given_name__icontains": written})
        found &= either
    return found
