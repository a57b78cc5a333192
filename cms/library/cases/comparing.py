"""Two to four cases side by side."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ..models import CasesPage
from .presenting import card_of

LEAST, MOST = 2, 4


def compared(page: CasesPage, slugs: list[str]) -> list[dict[str, Any]]:
    """Cards in the order they were chosen; what is not there, or over the number, is left out."""
    wanted = list(dict.fromkeys(slug for slug in slugs if "\0" not in slug))[:MOST]  # PostgreSQL takes no such character
    found = page.pieces().filter(slug__in=wanted).select_related("locale").prefetch_related("topics", "results")
    cases = {row.slug: row for row in found}
    return [card_of(cases[slug]) for slug in wanted if slug in cases]


def rows_of(cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of the table: a heading, and a cell for each case."""
    plain = ("outcome", "instrument", "year", "cost", "time")
    told = ("problem", "done", "otherwise")
    labels = {
        "outcome": _("Outcome"), "instrument": _("Instrument"), "year": _("Year"), "cost": _("Cost"), "time": _("Time"), "results": _("Result in numbers"),
        "problem": _("Problem"), "done": _("What was done"), "otherwise": _("What would be done otherwise"),
    }  # fmt: skip
    rows = [{"label": labels[name], "cells": [{"card": card, "text": card[name]} for card in cards]} for name in plain]
    rows.append({"label": labels["results"], "cells": [{"card": card, "results": card["results"]} for card in cards]})
    rows += [{"label": labels[name], "cells": [{"card": card, "html": getattr(card["page"], name)} for card in cards]} for name in told]
    return rows
