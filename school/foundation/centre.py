"""The house's own words, by language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from .memo import remember
from .models import CentreSettings

__all__ = ["CentreSettings", "centre", "words"]


def centre(*, fresh: bool = False) -> CentreSettings:
    """The house's settings; `fresh` where a word is frozen for ever."""
    return CentreSettings.load() if fresh else remember("centre", CentreSettings.load)


def words(record: Any, name: str, language: str | None = None) -> str:
    """`record.<name>_en` or `_uk` by language; the Ukrainian words where the English are missing."""
    code = (language or get_language() or "uk")[:2]
    return getattr(record, f"{name}_{code}", "") or getattr(record, f"{name}_uk", "") or getattr(record, f"{name}_en", "")
