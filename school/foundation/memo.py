"""What changes seldom and every page asks for, kept for a few seconds in each process.

Saving in this process forgets at once; other processes follow within `SECONDS`. Never for facts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

SECONDS = 10
_kept: dict[str, tuple[float, Any, Any]] = {}


def remember(key: str, make: Callable[[], T], *, version: Any = None) -> T:
    """With a `version`, only what was made from that version is given back: nobody sees old words, whichever process changed them."""
    found = _kept.get(key)
    now = time.monotonic()
    if found is not None and found[0] > now and found[1] == version:
        return found[2]
    value = make()
    _kept[key] = (now + SECONDS, version, value)
    return value


def forget(*args: Any, **kwargs: Any) -> None:
    """Also a signal's receiver: whatever was saved, the next page asks anew."""
    _kept.clear()
