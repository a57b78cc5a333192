"""What was found: rows for people and for programs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path(__file__).parent / "results.json"


@dataclass
class Row:
    group: str
    name: str
    value: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    goal: str | None = None
    ok: bool = True


def compared(group: str, name: str, value: float, baseline: float, *, unit: str = "ms CPU", most: float | None = None) -> Row:
    """A measured thing beside its baseline of the same run; `most` is the largest ratio allowed."""
    ratio = value / baseline
    goal = f"≤ {most:g} × baseline" if most else None
    return Row(group, name, round(value, 3), unit, round(baseline, 3), round(ratio, 2), goal, most is None or round(ratio, 2) <= most)


def counted(group: str, name: str, few: int, many: int, budget: int | None) -> Row:
    """Queries of a page with many people beside those with few: equal, and within the budget of DESIGN section 7."""
    goal = f"equal, ≤ {budget}" if budget else "equal"
    return Row(group, name, many, "queries", few, round(many / few, 2), goal, many == few and (budget is None or many <= budget))


def lines(rows: list[Row]) -> list[str]:
    """A Markdown table, aligned to be read as it is."""
    head = ["group", "what", "value", "unit", "baseline", "ratio", "goal", ""]
    table = [head, *(_cells(row) for row in rows)]
    widths = [max(len(cells[n]) for cells in table) for n in range(len(head))]
    numbers = {2, 4, 5}
    drawn = [
        "| " + " | ".join(cell.rjust(w) if n in numbers else cell.ljust(w) for n, (cell, w) in enumerate(zip(cells, widths, strict=True))) + " |"
        for cells in table
    ]
    rule = "|" + "|".join("-" * (w + 1) + (":" if n in numbers else "-") for n, w in enumerate(widths)) + "|"
    return [drawn[0], rule, *drawn[1:]]


def _cells(row: Row) -> list[str]:
    state = "" if row.goal is None else "ok" if row.ok else "MISSED"
    return [row.group, row.name, _number(row.value), row.unit, _number(row.baseline), _number(row.ratio), row.goal or "", state]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.2f}"


def write(rows: list[Row]) -> None:
    FILE.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
