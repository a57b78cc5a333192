"""The list of cities, from the codifier KATOTTG."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from school.foundation.transliteration import slugify_uk

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
