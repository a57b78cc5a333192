"""The list of cities, from the codifier KATOTTG."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from school.foundation.centre import words as centre_words
from school.foundation.transliteration import slugify_uk

from .models import City
from .models.organisations import fold

DATA = Path(__file__).parent / "data"
ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_PLACES = {letter: chr(ord("a") + at) if at < 26 else "z" + chr(ord("a") + at - 26) for at, letter in enumerate(ALPHABET)}


def sort_key(*names: str) -> str:
    """Letters that any database sorts as the Ukrainian alphabet does: І after И, Є after Е, Ґ after Г."""
    return " ".join("".join(_PLACES.get(letter, letter) for letter in name.casefold() if letter not in "’'") for name in names)


def read_cities() -> list[dict[str, Any]]:
    """Rows for City; where a name repeats, the slug of the smaller city says its oblast."""
    with (DATA / "oblasts.csv").open(encoding="utf-8") as file:
        oblasts = {row["iso_3166_2"]: row for row in csv.DictReader(file)}
    with (DATA / "cities.csv").open(encoding="utf-8") as file:
        listed = list(csv.DictReader(file))
    rows: dict[str, dict[str, Any]] = {}
    for row in listed:
        oblast = oblasts[row["oblast_iso_3166_2"]]
        slug = slugify_uk(row["name_now_uk"])
        slug = slug if slug not in rows else f"{slug}-{slugify_uk(oblast['short_uk'])}"
        rows[slug] = {
            "katottg": row["katottg"],
            "slug": slug,
            "name_uk": row["name_now_uk"],
            "name_en": row["name_now_latin"],
            "oblast_uk": oblast["name_uk"],
            "oblast_en": oblast["name_en"],
            "population_rank": int(row["rank"]),
            "sort_key": sort_key(row["name_now_uk"], oblast["name_uk"]),
        }
    return list(rows.values())


def load_cities(model: Any) -> None:
    """Fill or refresh the list; the row of a city is known by its KATOTTG code."""
    for row in read_cities():
        model.objects.update_or_create(katottg=row["katottg"], defaults=row)


@cache
def oblasts() -> dict[str, dict[str, str]]:
    """Rows of the list by ISO 3166-2 code."""
    with (DATA / "oblasts.csv").open(encoding="utf-8") as file:
        return {row["iso_3166_2"]: row for row in csv.DictReader(file)}


def oblast_name(code: str) -> str:
    """In the language of the page."""
    return centre_words(SimpleNamespace(**oblasts()[code]), "name")


@cache
def _codes() -> dict[str, str]:
    return {row["name_uk"]: code for code, row in oblasts().items()}


def oblast_of(city: City | None) -> str:
    """ISO 3166-2; nothing for a city whose oblast is not in the list."""
    return _codes().get(city.oblast_uk, "") if city else ""


@cache
def _places() -> dict[str, tuple[float, float]]:
    with (DATA / "cities.csv").open(encoding="utf-8") as file:
        return {row["katottg"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}


def place_of(city: City) -> tuple[float, float] | None:
    """Longitude and latitude of a city of the list."""
    return _places().get(city.katottg)


class Gazetteer:
    """Every city, asked once, to be found by the words people wrote at the time."""

    def __init__(self) -> None:
        self.cities = {city.pk: city for city in City.objects.all()}
        self.named: dict[str, list[City]] = defaultdict(list)
        for city in self.cities.values():
            for name in {fold(city.name_uk), fold(city.name_en)}:
                self.named[name].append(city)

    def find(self, words: str, own: int | None) -> City | None:
        """The city meant by `words`; `own`, the profile's, when nothing was said or of two of one name it is one. Nobody guesses between twins."""
        profile = self.cities.get(own) if own else None
        if not words:
            return profile
        found = self.named.get(fold(words), [])
        if profile in found:
            return profile
        return found[0] if len(found) == 1 else None

    def label(self, city: City) -> str:
        """In the language of the page; two of one name show their oblast."""
        return f"{city}, {centre_words(city, 'oblast')}" if len(self.named[fold(city.name_uk)]) > 1 else str(city)
