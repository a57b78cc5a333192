"""Who answers readers."""

from __future__ import annotations

from typing import Any


def answers_readers(user: Any) -> bool:
    return bool(user.has_perm("library.change_readerquestion"))
