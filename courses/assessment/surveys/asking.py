"""How a question is asked and counted. A kind is one class (its field, its tally) and, where it looks its own way, one template."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

from school.foundation.centre import words

POINTS = range(1, 6)
LONGEST = 3000  # characters of a free answer


class Asked(Protocol):
    """A question as a kind needs it. `options`: dicts of key, uk, en."""

    uuid: Any
    kind: str
    required: bool
    options: list[dict[str, str]]


@dataclass(frozen=True)
class Bar:
    label: str
    people: int
    percent: int


@dataclass(frozen=True)
class Tally:
    bars: list[Bar] = field(default_factory=list)
    mean: Decimal | None = None
    median: Decimal | None = None
    texts: list[str] = field(default_factory=list)


class Kind:
    name: str
    label: Any
    hint: Any = ""
    template = "assessment/surveys/choices.html"
    has_options = has_ends = False
    counts = True  # figures of it are shown from five answers on; words stand for nobody but whoever wrote them

    def field(self, question: Asked, language: str) -> forms.Field:
        raise NotImplementedError

    def tally(self, question: Asked, said: list[Any], language: str) -> Tally:
        raise NotImplementedError


class Scale(Kind):
    name, label, has_ends = "scale", _("scale from 1 to 5"), True
    template = "assessment/surveys/scale.html"

    def field(self, question: Asked, language: str) -> forms.Field:
        return forms.TypedChoiceField(choices=[(n, n) for n in POINTS], coerce=int, widget=forms.RadioSelect)

    def tally(self, question: Asked, said: list[Any], language: str) -> Tally:
        ends = {POINTS[0]: words(question, "low", language), POINTS[-1]: words(question, "high", language)}
        bars = [Bar(f"{n} – {ends[n]}" if ends.get(n) else str(n), said.count(n), percent(said.count(n), len(said))) for n in reversed(POINTS)]
        if not said:
            return Tally(bars)
        return Tally(bars, mean=_tenths(statistics.fmean(said)), median=_tenths(statistics.median(said)))


class OneOf(Kind):
    name, label, has_options = "one", _("one of the answers"), True

    def field(self, question: Asked, language: str) -> forms.Field:
        return forms.ChoiceField(choices=_choices(question, language), widget=forms.RadioSelect)

    def tally(self, question: Asked, said: list[Any], language: str) -> Tally:
        return _counted(question, said, len(said), language)


class Several(Kind):
    name, label, has_options = "several", _("several of the answers"), True
    hint = _("Choose everything that fits.")

    def field(self, question: Asked, language: str) -> forms.Field:
        return forms.MultipleChoiceField(choices=_choices(question, language), widget=forms.CheckboxSelectMultiple)

    def tally(self, question: Asked, said: list[Any], language: str) -> Tally:
        return _counted(question, [key for chosen in said for key in chosen], len(said), language)


class FreeText(Kind):
    name, label, counts = "text", _("in their own words"), False
    template = "assessment/surveys/text.html"

    def field(self, question: Asked, language: str) -> forms.Field:
        return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))

    def tally(self, question: Asked, said: list[Any], language: str) -> Tally:
        """In an order that tells nothing of whose it is, the same each time it is read, and another one for each question."""
        texts = sorted(said)
        Random(str(question.uuid)).shuffle(texts)  # no secret: only the order of answering must not show
        return Tally(texts=texts)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def named(name: str) -> Kind:
    return _kinds[name]


def kind_of(question: Asked) -> Kind:
    return named(question.kind)


def choices() -> list[tuple[str, Any]]:
    return [(kind.name, kind.label) for kind in _kinds.values()]


for _kind in (Scale(), OneOf(), Several(), FreeText()):
    register(_kind)


def percent(part: int, whole: int) -> int:
    """Halves are rounded up."""
    return (part * 200 + whole) // (whole * 2) if whole else 0


def _choices(question: Asked, language: str) -> list[tuple[str, str]]:
    return [(option["key"], option.get(language) or option["uk"]) for option in question.options]


def _counted(question: Asked, chosen: list[str], people: int, language: str) -> Tally:
    return Tally([Bar(label, chosen.count(key), percent(chosen.count(key), people)) for key, label in _choices(question, language)])


def _tenths(value: float) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.1"))
