"""The frozen lines with their typography, and how large each is set."""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from school.foundation.text import typo_html

from ..designing.look import drawn
from ..freezing import told
from ..glyphs import printable
from ..verifying.payload import scan_address
from .drawings import address_of, frame_svg, logo_of, mark_svg, qr_svg

ROOM = 14  # lines that the sheet holds at its usual sizes
_E_WORD = re.compile("([\\w-]*\\w-)\u2060(\\w+)")
_TAG = re.compile("(<[^>]*>)")
_UKRAINIAN = re.compile("\\s*«?[Ѐ-ӿ][^A-Za-z<>&;“”]*")


def context_of(frozen: dict[str, Any], *, number: str, code: str) -> dict[str, Any]:
    """Lines with their typography, and the drawings."""
    said, cloth, key, language = frozen["print"], frozen["cloth"], frozen["what"], frozen["language"]
    half = (len(said["outcomes"]) + 1) // 2
    typed, look = _typed(said, language), drawn(frozen)
    signed = any(look["signatures"])
    return {
        **look,
        **sizes_of(frozen),
        "said": typed,
        "signs": [
            {**row, "alt": said["signatories"][at]["name"], "src": "".join(look["signatures"][at : at + 1])}
            for at, row in enumerate(typed["signatories"])
        ],
        "signed": signed,
        "outcomes": _typed([said["outcomes"][:half], said["outcomes"][half:]], language),
        "language": language,
        "author": said["centre"],
        "plain_title": plain_title(frozen, number),
        "facts": [(name, *row) for name, row in zip(told(frozen), typed["facts"], strict=True)],
        "number": _typed(number, language),
        "code": spaced(code),
        "address": short_address(code),
        "qr": mark_safe(qr_svg(scan_address(frozen, number=number, code=code), qr_said(frozen, code))),
        "frame": mark_safe(frame_svg(key, cloth)),
        "mark": mark_safe(mark_svg(key, cloth)),
        "logos": [row for row in map(logo_of, frozen["partners"]) if row],
    }


def sizes_of(frozen: dict[str, Any]) -> dict[str, Any]:
    """How large the lines are set, and whether closer."""
    said = frozen["print"]
    return {
        "name_size": _size(said["name"], 20, 29, 90, 180),
        "other_size": _size(said["other_name"], 80),
        "what_size": _size(said["what"], 44, 110, 170, 260),
        "project_size": _size(said["project"], 200, 420),
        "full": _weight(said) + 2 * any(frozen.get("signatures", [])) > ROOM,
    }


def slots_of(frozen: dict[str, Any], *, number: str, code: str) -> dict[str, str]:
    """What varies from sheet to sheet, as it stands in the markup within its `data-slot`."""
    said, language = frozen["print"], frozen["language"]
    facts = {f"fact-{name}": row[1] for name, row in zip(told(frozen), said["facts"], strict=True)}
    typed = {name: str(_typed(text, language)) for name, text in {"name": said["name"], **facts}.items()}
    typed |= {name: str(_typed(said[name], language)) for name in ("other_name", "second") if said[name]}
    return {**typed, "number": f"№ {_typed(number, language)}", "code": spaced(code), "address": short_address(code)}


def plain_title(frozen: dict[str, Any], number: str) -> str:
    return f"{frozen['print']['title']} {number}. {frozen['print']['name']}"


def qr_said(frozen: dict[str, Any], code: str) -> str:
    return f"{frozen['print']['check']}: {address_of(code)}"


def short_address(code: str) -> str:
    return address_of(code).split("//")[-1]


def spaced(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, 16, 4))


def _typed(said: Any, language: str) -> Any:
    """No-break spaces in every line; «е-урядування» in one piece without a joiner, which the typeface lacks."""
    if isinstance(said, dict):
        return {name: _typed(value, language) for name, value in said.items()}
    if isinstance(said, list):
        return [_typed(value, language) for value in said]
    html = _E_WORD.sub(r'<span class="whole">\1\2</span>', typo_html(conditional_escape(printable(said)))).replace("\u2060", "")
    return mark_safe(html if language == "uk" else _in_ukrainian(html))


def _in_ukrainian(html: str) -> str:
    """Names and titles that have no other form are read aloud as what they are."""
    parts = _TAG.split(html)
    return "".join(part if part.startswith("<") else _UKRAINIAN.sub(r'<span lang="uk">\g<0></span>', part) for part in parts)


def _weight(said: dict[str, Any]) -> int:
    """How much there is to say, in lines of the sheet."""
    wordy = (("name", 26, 2), ("other_name", 90, 1), ("what", 60, 1), ("second", 100, 1), ("project", 110, 1))
    lines = sum(times * -(-len(said[name]) // width) for name, width, times in wordy)
    lines += (len(said["outcomes"]) + 1) // 2 + sum(len(outcome) > 62 for outcome in said["outcomes"])
    lines += -(-len(said.get("note", "")) // 100)
    return lines + max((-(-len(row["post"]) // 28) for row in said["signatories"]), default=0)


def _size(text: str, *limits: int) -> str:
    """Longer lines are set smaller: size-0 the largest."""
    return f"size-{sum(len(text) > limit for limit in limits)}"
