"""An invented person's certificate: for the editor's preview and the benchmark."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from .awards import Award
from .freezing import date_and_compose, freeze
from .models import CertificateTemplate

WORDS = {
    "uk": {
        "title": "Основи е-урядування та е-демократії",
        "what_kind": "навчальний курс",
        "form": "дистанційно",
        "test": "Підсумковий тест",
        "outcomes": ["подати електронне звернення й простежити за відповіддю", "перевірити електронний підпис на документі"],
    },
    "en": {
        "title": "E-Government and E-Democracy Basics",
        "what_kind": "training course",
        "form": "distance learning",
        "test": "Final test",
        "outcomes": ["file an electronic appeal and follow the answer", "check an electronic signature on a document"],
    },
}
NAME = {"surname": "Їжакевич", "given_name": "Ґалина", "patronymic": "Євгеніївна", "latin_name": "Galyna Yizhakevych"}


class _Nobody:
    full_name = ""


def sample_frozen(template: CertificateTemplate, language: str) -> dict[str, Any]:
    said = WORDS[language]
    award = Award(
        kind="course",
        key="",
        record_key="",
        person=_Nobody(),
        language=language,
        title=str(said["title"]),
        second_title="" if language == "uk" else str(WORDS["uk"]["title"]),
        what_kind=str(said["what_kind"]),
        form=str(said["form"]),
        hours=Decimal(18),
        starts=date(2026, 9, 7),
        ends=date(2026, 9, 30),
        results=[{"title": said["test"], "percent": 92}],
        outcomes=list(said["outcomes"]),
    )
    return date_and_compose(freeze(award, template) | NAME)
