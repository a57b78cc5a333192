"""An invented person's certificate: for the editor's preview and the benchmark."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from .awards import Award
from .enums import BUSY
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


LONG = {
    "surname": "Кржижановська-Добровольська-Заболотна", "given_name": "Єлизавета-Аполлінарія", "patronymic": "Костянтинівна",
    "latin_name": "Yelyzaveta-Apollinariia Krzhyzhanovska-Dobrovolska-Zabolotna",
}  # fmt: skip
MANY = {
    "uk": [
        "пояснити, чим е-урядування відрізняється від простої оцифровки паперів", "знайти й перевірити відкриті дані свого міста",
        "подати електронне звернення й простежити за відповіддю", "перевірити електронний підпис на документі",
        "провести онлайн-консультацію з мешканцями", "скласти план відкриття даних свого відділу",
    ],
    "en": [
        "explain how e-government differs from merely scanning papers", "find and check open data of one’s own city",
        "file an electronic appeal and follow the answer", "check an electronic signature on a document",
        "hold an online consultation with residents", "draw up a plan for opening a department’s data",
    ],
}  # fmt: skip
TITLES = {
    "uk": "Використання інструментів електронного урядування та електронної демократії в щоденній роботі журналістів місцевих медіа",
    "en": "Using tools of electronic government and electronic democracy in the daily work of journalists of local media",
}
MODES: dict[str, tuple[str, dict[str, str]]] = {  # language, and a name where it is another
    "uk": ("uk", {}),
    "en": ("en", {}),
    "short": ("uk", {"surname": "Ї", "given_name": "", "patronymic": "", "latin_name": ""}),
    "long": ("uk", LONG),
    "long_en": ("en", LONG),
    "alone": ("uk", {"patronymic": ""}),
    "many": ("uk", {}),
}


class _Nobody:
    full_name = ""


def sample_frozen(template: CertificateTemplate, mode: str) -> dict[str, Any]:
    language, name = MODES[mode]
    facts = freeze(_award(language, mode in BUSY), template, kept=False)
    return date_and_compose({**facts, **NAME, **name})


def _award(language: str, busy: bool) -> Award:
    said = WORDS[language]
    title = TITLES if busy else {key: str(row["title"]) for key, row in WORDS.items()}
    return Award(
        kind="course",
        key="",
        record_key="",
        person=_Nobody(),
        language=language,
        title=title[language],
        second_title="" if language == "uk" else title["uk"],
        what_kind=str(said["what_kind"]),
        form=str(said["form"]),
        hours=Decimal(18),
        starts=date(2026, 9, 7),
        ends=date(2026, 9, 30),
        results=[{"title": said["test"], "percent": 92}],
        outcomes=MANY[language] if busy else list(said["outcomes"]),
    )
