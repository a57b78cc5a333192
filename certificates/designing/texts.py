"""Words of a template: `{course}` stands for a fact, `[, {city}]` is left out where a fact in it is empty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIELDS = ("title", "opening", "deed", "note")  # each with _uk and _en


@dataclass(frozen=True)
class Variable:
    label: Any
    may_be_empty: bool = False

    def chip(self, name: str) -> str:
        """What a press on it puts into the text."""
        return f"[ {{{name}}}]" if self.may_be_empty else f"{{{name}}}"


VARIABLES = {
    "name": Variable(gettext_lazy("the person’s name")),
    "course": Variable(gettext_lazy("what was finished")),
    "hours": Variable(gettext_lazy("academic hours")),
    "ects": Variable(gettext_lazy("how many ECTS credits")),
    "date": Variable(gettext_lazy("the day of issue")),
    "period": Variable(gettext_lazy("study period")),
    "school": Variable(gettext_lazy("the school")),
    "centre": Variable(gettext_lazy("the centre"), may_be_empty=True),
    "city": Variable(gettext_lazy("city"), may_be_empty=True),
}

_VARIABLE = re.compile(r"\{([^{}\[\]]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_MARKUP = re.compile(r"<\s*[/!?a-zA-Z]|&[a-zA-Z#][\w]*;")
_CODE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\$\{")


def check_text(text: str) -> None:
    """ValidationError says in words what cannot stand."""
    if _CODE.search(text):
        raise ValidationError(_("Code is not run here. A variable stands in single braces, for example {course}."))
    if _MARKUP.search(text):
        raise ValidationError(_("Write plain words: HTML is not taken here."))
    for found in _VARIABLE.finditer(text):
        _check_variable(found[1])
    bare = _VARIABLE.sub("", text)
    if "{" in bare or "}" in bare:
        raise ValidationError(_("A brace is left open or has no pair. A variable looks like {course}."))
    outside = _OPTIONAL.sub("", text)
    if "[" in outside or "]" in outside:
        raise ValidationError(_("A square bracket is left open, has no pair or stands inside another one."))
    for found in _VARIABLE.finditer(outside):
        if VARIABLES[found[1]].may_be_empty:
            raise ValidationError(
                _("{%(name)s} may be empty. Put it into square brackets together with its words, for example [, {%(name)s}].") % {"name": found[1]}
            )


def _check_variable(name: str) -> None:
    if name not in VARIABLES:
        known = ", ".join(f"{{{known}}}" for known in VARIABLES)
        raise ValidationError(_("There is no variable {%(name)s}. There are: %(known)s.") % {"name": name[:40], "known": known})


def fill(text: str, values: Mapping[str, str]) -> str:
    """The words with facts in them, in one pass: what a fact says is never read as a variable."""
    kept = _OPTIONAL.sub(lambda found: found[1] if all(values.get(name) for name in _VARIABLE.findall(found[1])) else "", text)
    said = _VARIABLE.sub(lambda found: values.get(found[1], ""), kept)
    return " ".join(said.split())
