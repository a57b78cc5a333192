"""A form without its token is refused when a person sends it, and never when a test client does: so templates are read."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
FORM = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
INCLUDE = re.compile(r"{%\s*include\s+[\"']([^\"']+)[\"'](.*?)%}", re.DOTALL)
TOKEN = re.compile(r"{%\s*csrf_token\s*%}")
OPEN_TO_ALL = ["certificates/verify.html"]  # a file to check: nobody's session takes part


@cache
def text_of(name: str) -> str:
    path = TEMPLATES / name
    return path.read_text() if path.is_file() else ""


@cache
def needs_token(name: str) -> bool:
    """By itself or by a part that shares its context."""
    text = text_of(name)
    shared = (part for part, said in INCLUDE.findall(text) if said.split()[-1:] != ["only"] or "csrf_token=csrf_token" in said)
    return bool(TOKEN.search(text)) or any(needs_token(part) for part in shared)


def bears_token(form: str) -> bool:
    return bool(TOKEN.search(form)) or any(needs_token(part) for part, _said in INCLUDE.findall(form))


def names() -> list[str]:
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


def test_every_form_that_is_posted_bears_a_token() -> None:
    bare = [name for name in names() for form in FORM.findall(text_of(name)) if not bears_token(form)]
    assert bare == OPEN_TO_ALL


def test_part_that_sees_nothing_else_is_handed_the_token() -> None:
    """`only` hides the token too: `csrf_token=csrf_token` hands it on."""
    parts = [(name, part, said) for name in names() for part, said in INCLUDE.findall(text_of(name)) if said.split()[-1:] == ["only"]]
    assert len(parts) > 50
    assert [(name, part) for name, part, said in parts if needs_token(part) and "csrf_token=csrf_token" not in said] == []
