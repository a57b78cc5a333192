"""A designer's sheet with facts in its slots. What a slot brings is marked, so that it can be measured."""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_SLOT = re.compile(r"\{([a-z_]+)\}")
Context = dict[str, Any]


def filled(html: str, context: Context) -> SafeString:
    """In one pass: what a fact says is never read as a slot."""
    said = {**_lines(context), **_blocks(context)}
    return mark_safe(_SLOT.sub(lambda found: said[found[1]], html))


def _lines(context: Context) -> dict[str, str]:
    said = context["said"]
    ends = [said[name] for name in ("issued", "valid", "replaces") if said[name]]
    lines = {name: said.get(name, "") for name in ("title", "opening", "deed", "what", "note", "licence", "check")}
    lines |= {"number": format_html("№ {}", context["number"]), "code": context["code"], "address": context["address"]}
    lines["issued"] = format_html_join(". ", "{}", ((row,) for row in ends))
    found = {name: format_html('<span class="own-{0}" data-part="{0}">{1}</span>', name, row) if row else "" for name, row in lines.items()}
    found["name"] = format_html('<bdi class="own-name {}" data-part="name">{}</bdi>', context["name_size"], said["name"])
    found["what"] = format_html('<span class="own-what {}" data-part="what">{}</span>', context["what_size"], said["what"])
    for name, size, language in (("other_name", context["other_size"], context["language"]), ("second", "", "uk")):
        line = format_html('<span class="own-{0} {2}" lang="{3}" data-part="{0}">{1}</span>', name, said[name], size, language)
        found[name] = line if said[name] else ""
    return found


def _blocks(context: Context) -> dict[str, str]:
    parts = {
        "centre": _centre(context["said"]),
        "facts": _facts(context["facts"]),
        "outcomes": _outcomes(context),
        "project": _project(context),
        "signatures": _signatures(context),
        "logos": _pictures(context["house_logos"]),
        "qr": context["qr"],
    }
    found = {name: format_html('<div class="own-{0}" data-part="{0}">{1}</div>', name, part) if part else "" for name, part in parts.items()}
    drawings = {"border": context["frame"], "towel": context["band"], "mark": context["mark"]}
    return {
        **found,
        **{name: format_html('<div class="own-{0}" data-drawn="{0}" aria-hidden="true">{1}</div>', name, row) for name, row in drawings.items()},
    }


def _centre(said: Context) -> str:
    second = format_html('<br><span lang="uk">{}</span>', said["second_centre"]) if said["second_centre"] else ""
    edrpou = format_html("<br>{}", said["edrpou"]) if said["edrpou"] else ""
    return format_html("<p><b>{}</b>{}<br>{}{}</p>", said["centre"], second, said["school"], edrpou)


def _facts(facts: list[tuple[str, ...]]) -> str:
    row = '<li class="own-fact-{}"><p class="own-label">{}</p><p class="own-value">{}</p>{}</li>'
    rows = format_html_join("", row, ((name, label, value, _noted(note)) for name, label, value, note in facts))
    return format_html("<ul>{}</ul>", rows) if facts else ""


def _noted(note: str) -> str:
    return format_html('<p class="own-note">{}</p>', note) if note else ""


def _outcomes(context: Context) -> str:
    if not context["said"]["outcomes"]:
        return ""
    rows = format_html_join("", "<li>{}</li>", ((row,) for column in context["outcomes"] for row in column))
    return format_html("<h3>{}</h3><ul>{}</ul>", context["said"]["outcomes_label"], rows)


def _project(context: Context) -> str:
    if not context["said"]["project"] and not context["logos"]:
        return ""
    return format_html('<p class="{}">{}{}</p>', context["project_size"], _pictures(context["logos"]), context["said"]["project"])


def _pictures(rows: list[dict[str, str]]) -> str:
    return format_html_join("", '<img src="{}" alt="{}">', ((row["src"], row["name"]) for row in rows))


def _signatures(context: Context) -> str:
    return format_html_join(
        "", '<div class="own-sign">{}<p><b>{}</b><br>{}</p></div>', ((_drawing(context, row), row["name"], row["post"]) for row in context["signs"])
    )


def _drawing(context: Context, row: dict[str, Any]) -> str:
    if not context["signed"]:
        return ""
    picture = format_html('<img src="{}" alt="{}">', row["src"], row["alt"]) if row["src"] else ""
    return format_html('<div class="own-drawing">{}</div>', picture)
