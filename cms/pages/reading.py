"""Passes over what a page's reader reads: rendered HTML and language in, HTML out.

A room registers a pass in `AppConfig.ready()`; `{% reading %}…{% endreading %}` runs them over a page's whole text, so that
a pass may act on a word's first appearance. A pass must give back safe HTML and leave what it does not know as it was.
Whose words they are, a pass asks `subject_key`: the translation key of the page, or nothing where nobody knows.
"""

from collections.abc import Callable
from contextvars import ContextVar
from uuid import UUID

subject_key: ContextVar[UUID | None] = ContextVar("subject_key", default=None)

Pass = Callable[[str, str], str]


class Passes:
    def __init__(self) -> None:
        self._passes: dict[str, tuple[int, Pass]] = {}

    def register(self, name: str, made: Pass, *, order: int = 50) -> None:
        self._passes[name] = (order, made)

    def run(self, html: str, language: str) -> str:
        for _, (_, made) in sorted(self._passes.items(), key=lambda row: (row[1][0], row[0])):
            html = made(html, language)
        return html


passes = Passes()
