"""The glossary of the demo: topics and terms in both languages, each with its source where an act defines it."""

from __future__ import annotations

from typing import Any

from cms.library.models import GlossaryPage, Term, Topic

from . import content
from .site import add_section

TITLE = {"uk": "Словник", "en": "Glossary"}
SUMMARY = {
    "uk": "Слова е-урядування двома мовами: що означають, де їх визначає закон, які ще назви мають.",
    "en": "The words of e-governance in two languages: what they mean, where the law defines them, what else they are called.",
}


def make_glossary(library: dict[str, Any]) -> None:
    add_section(GlossaryPage, "glossary", TITLE, SUMMARY, library)
    told = [(row, part["topics"]) for part in _parts() for row in part["terms"]]
    made = {row["uk"]: _term(row, topics) for row, topics in told}
    for row, _topics in told:
        made[row["uk"]].see_also.set([made[name] for name in row.get("see", [])])
        made[row["uk"]].save()


def _parts() -> list[dict[str, Any]]:
    return [content.read(f"library/terms/{path.name}") for path in sorted(content.path("library/terms").glob("*.yaml"))]


def _term(row: dict[str, Any], topics: list[str]) -> Term:
    term = Term(name_uk=row["uk"], name_en=row["en"])
    for code in content.LANGUAGES:
        setattr(term, f"explanation_{code}", row["says"][code])
        setattr(term, f"other_{code}", "\n".join(row.get("also", {}).get(code, [])))
        setattr(term, f"source_{code}", _source(row, code))
    term.source_url = content.read("library/acts.yaml")[row["act"]]["url"] if "act" in row else ""
    term.topics = Topic.objects.filter(slug__in=[*topics, *row.get("topics", [])])
    term.full_clean()
    term.save()
    return term


def _source(row: dict[str, Any], code: str) -> str:
    if "act" not in row:
        return ""
    act = content.read("library/acts.yaml")[row["act"]][code]
    return f"{act}, {'ст.' if code == 'uk' else 'art.'} {row['article']}" if "article" in row else act
