"""Reading the demo's texts: YAML in both languages, pictures beside them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent / "content"
LANGUAGES = ("uk", "en")


@cache
def read(name: str) -> Any:
    """The content of one YAML file, by its path under content/."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=loader)


def exists(name: str) -> bool:
    return (HERE / name).exists()


def path(name: str) -> Path:
    return HERE / name


def course_slugs() -> list[str]:
    """The School's own course first."""
    found = sorted(folder.name for folder in (HERE / "courses").iterdir() if (folder / "course.yaml").exists())
    return sorted(found, key=lambda slug: slug != "e-governance")
