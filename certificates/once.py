"""What is the same for many certificates, asked once for a chunk of them and forgotten with it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(key: Hashable, ask: Callable[[], T]) -> T:
    """Outside of `asked_once` it is asked each time. Only for reading: what is written may be taken back with its transaction."""
    found = _answers.get()
    if found is None:
        return ask()
    if key not in found:
        found[key] = ask()
    return found[key]
