"""Reckoning a frozen paper. Pure: no database, no clock."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

Paper = dict[str, Any]


def grade_question(question: Paper, chosen: list[str]) -> Decimal:
    """All or nothing: the chosen answers are exactly the right ones."""
    right = {option["uuid"] for option in question["options"] if option["right"]}
    return Decimal(question["points"]) if right and set(chosen) == right else Decimal(0)


def grade_paper(paper: Paper, answers: dict[str, list[str]]) -> tuple[Decimal, Decimal]:
    """Points and the most that could be had."""
    points = sum((grade_question(question, answers.get(question["uuid"], [])) for question in paper["questions"]), Decimal(0))
    return points, Decimal(sum(question["points"] for question in paper["questions"]))
