"""What a survey may be about. The room above registers its records: who may answer, what they are called, where they are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from .models import Survey


@dataclass(frozen=True)
class Subject:
    """`answerers` of one record, by its key; `keys_of` the records one person may be asked about; `title` by key and language."""

    kind: str
    answerers: Callable[[str], QuerySet[Any]]
    keys_of: Callable[[Any], QuerySet[Any]]
    title: Callable[[str, str], str]
    url: Callable[[str, Any], str]


_subjects: dict[str, Subject] = {}


def register_subject(kind: str, **how: Any) -> None:
    _subjects[kind] = Subject(kind, **how)


def subjects() -> list[Subject]:
    return list(_subjects.values())


def subject_of(survey: Survey) -> Subject:
    return _subjects[survey.about_kind]


def answerers_of(survey: Survey) -> QuerySet[Any]:
    return subject_of(survey).answerers(survey.about_key)


def may_answer(user: Any, survey: Survey) -> bool:
    return answerers_of(survey).filter(pk=user.pk).exists()
