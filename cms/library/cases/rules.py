"""Who may work on cases that cities send."""

from __future__ import annotations

from typing import Any

import rules


@rules.predicate
def edits_cases(user: Any) -> bool:
    """Editors, publishers and coordinators: whoever was granted it."""
    return user.is_authenticated and user.is_active and user.has_perm("library.change_casesubmission")
