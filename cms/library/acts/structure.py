"""The structure of an act: recognised in lines of text, written so that a person can put it right, read again.

What a person edits is text with marks at the beginning of a line:

    # Розділ I. Загальні положення
    ## Глава 2. …
    ### Стаття 10-1. Відкриті дані
    A line without a mark is the act's own words, a paragraph a line.
    > Our summary in Ukrainian.
    >en Our summary in English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .enums import CITED, Level

MOST_UNITS = 2_000
LONGEST_HEADING = 700
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_ROMAN = str.maketrans("ІХМС", "IXMC")  # Cyrillic letters that stand for Roman digits
_NUMBER = r"(\d+(?:-\d+)*|[IVXLCMІХМС]+(?:-\d+)?)"
_HEADS = {
    Level.PART: re.compile(rf"(?:Розділ|Section)\s+{_NUMBER}\b\s*[.:]?\s*(.*)$", re.IGNORECASE),
    Level.CHAPTER: re.compile(rf"(?:Глава|Chapter)\s+{_NUMBER}\b\s*[.:]?\s*(.*)$", re.IGNORECASE),
    Level.ARTICLE: re.compile(r"(?:Стаття|Article)\s+(\d+(?:-\d+)*)\b\s*[.:]?\s*(.*)$", re.IGNORECASE),
    Level.POINT: re.compile(r"(?:Пункт|Point)\s+(\d+(?:-\d+)*)\b\s*[.:]?\s*(.*)$", re.IGNORECASE),
    Level.ANNEX: re.compile(r"(?:Додаток|Annex)(?:\s+№?\s*(\d+))?\s*[.:]?\s*(.*)$", re.IGNORECASE),
}
_POINT = re.compile(r"(\d+(?:-\d+)?)\.\s+(?=\S)(.*)$")
_MARKS = {Level.PART: "#", Level.CHAPTER: "##", Level.ARTICLE: "###", Level.POINT: "###", Level.ANNEX: "###"}
WORDS = {Level.PART: "Розділ", Level.CHAPTER: "Глава", Level.ARTICLE: "Стаття", Level.POINT: "Пункт", Level.ANNEX: "Додаток"}


@dataclass
class Unit:
    level: Level
    number: str = ""
    heading: str = ""
    lines: list[str] = field(default_factory=list)
    gist_uk: list[str] = field(default_factory=list)
    gist_en: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def cited(self) -> bool:
        return self.level in CITED

    @property
    def name(self) -> tuple[str, str]:
        return self.level.value, self.number


@dataclass
class Understood:
    units: list[Unit]
    problems: list[str]  # these must be put right first
    doubts: list[str]  # these deserve a look


def recognise(lines: list[str]) -> str:
    """Text with marks, from the paragraphs of a file."""
    tidy = [" ".join(line.replace("\xa0", " ").split()) for line in lines]
    tidy = [line for line in tidy if line]
    articles = any(_HEADS[Level.ARTICLE].match(line) for line in tidy)
    marked: list[str] = []
    for line in tidy:
        marked.extend(_marked(line, marked, articles=articles))
    return "\n".join(marked).strip()


def _marked(line: str, before: list[str], *, articles: bool) -> list[str]:
    if not articles and (point := _POINT.match(line)):
        return ["", f"### {WORDS[Level.POINT]} {point[1]}.", point[2]]
    for level, pattern in _HEADS.items():
        found = pattern.match(line.translate(_DASHES))
        if found and _is_head(level, line, found):
            return ["", _head(level, found[1] or "", line[found.start(2) :].strip())]
    if before and before[-1].startswith(("# ", "## ")) and before[-1].endswith(".") and line.isupper():
        before[-1] = f"{before[-1]} {line}"  # «Розділ I» and its title often stand on two lines
        return []
    return [f"\\{line}" if line.startswith(("#", ">", "\\")) else line]


def _is_head(level: Level, line: str, found: re.Match[str]) -> bool:
    """«Стаття 5 цього Закону застосовується…» inside a paragraph is not a heading: a heading has a stop, or nothing, after its number."""
    after = line[found.end(1) if found[1] else len(found[0].split()[0]) :].lstrip()
    return not after or after[0] in ".:" or (level in (Level.PART, Level.CHAPTER) and after.isupper())


def _head(level: Level, number: str, heading: str) -> str:
    number = number.translate(_ROMAN) if level in (Level.PART, Level.CHAPTER) else number
    return f"{_MARKS[level]} {WORDS[level]}{' ' + number if number else ''}.{' ' + heading if heading else ''}"


def understand(text: str) -> Understood:
    """Units of text with marks, and what a person should still look at."""
    units, problems = [Unit(Level.PREAMBLE)], []
    for number, raw in enumerate(text.replace("\r", "").split("\n"), 1):
        line = raw.strip()
        if line.startswith("#"):
            unit = _unit(line)
            if unit is None:
                problems.append(
                    _("Line %(n)d: begin a heading with «Розділ», «Глава», «Стаття», «Пункт» or «Додаток» and its number.") % {"n": number}
                )
            else:
                units.append(unit)
        elif line:
            _put(units[-1], line)
    if not (units[0].lines or units[0].gist_uk or units[0].gist_en):
        units = units[1:]
    return Understood(units, problems + _refused(units), _doubts(units))


def _unit(line: str) -> Unit | None:
    plain = line.lstrip("#").strip()
    for level, pattern in _HEADS.items():
        if found := pattern.match(plain.translate(_DASHES)):
            number = (found[1] or "").upper().translate(_ROMAN)
            return Unit(level, number, plain[found.start(2) :].strip())
    return None


def _put(unit: Unit, line: str) -> None:
    if line.lower().startswith(">en "):
        unit.gist_en.append(line[4:].strip())
    elif line.startswith(">"):
        unit.gist_uk.append(line[1:].strip())
    else:
        unit.lines.append(line.removeprefix("\\"))


def _refused(units: list[Unit]) -> list[str]:
    found = []
    if not any(unit.cited for unit in units):
        found.append(_("No article, point or annex was recognised. Begin its line with «### Стаття 1.»"))
    if len(units) > MOST_UNITS:
        found.append(_("More than %(n)d headings: this is not one act.") % {"n": MOST_UNITS})
    seen: set[tuple[str, str]] = set()
    for unit in units:
        if len(unit.heading) > LONGEST_HEADING or len(unit.number) > 20:
            found.append(_("The heading of %(name)s is too long: put its text on the next line.") % {"name": said(unit)})
        if unit.cited and unit.name in seen:
            found.append(_("%(name)s stands here twice.") % {"name": said(unit)})
        seen.add(unit.name)
    return found


def _doubts(units: list[Unit]) -> list[str]:
    found = []
    last: dict[Level, int] = {}
    for unit in units:
        if not unit.cited:
            continue
        if not unit.lines and not unit.gist_uk:
            found.append(_("%(name)s has no words.") % {"name": said(unit)})
        first = int(unit.number.partition("-")[0] or 0)
        before = last.get(unit.level, 0)
        if before and first > before + 1:
            found.append(_("Between %(before)s and %(name)s numbers are missing.") % {"before": before, "name": said(unit)})
        elif first < before:
            found.append(_("%(name)s comes after a greater number.") % {"name": said(unit)})
        last[unit.level] = first
    return found


def said(unit: Unit) -> str:
    return f"{WORDS[unit.level]} {unit.number}".strip()


def written(units: list[Unit]) -> str:
    """The same units as text with marks: what was understood can be edited again."""
    lines: list[str] = []
    for unit in units:
        if unit.level != Level.PREAMBLE:
            lines += ["", _head(unit.level, unit.number, unit.heading)]
        lines += [f"\\{line}" if line.startswith(("#", ">", "\\")) else line for line in unit.lines]
        lines += [f"> {line}" for line in unit.gist_uk] + [f">en {line}" for line in unit.gist_en]
    return "\n".join(lines).strip()
