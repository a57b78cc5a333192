"""Whose it is what a device sends: a page may stand open while somebody else signs in there."""

from __future__ import annotations

from typing import Any


def of_another(user: Any, told: Any) -> bool:
    """Whether the device says another person's key (`data-person` of the player) than of who is signed in; one that says none is believed."""
    return told not in (None, "") and str(told)[:40] != str(user.pk)
