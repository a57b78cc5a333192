"""Where a coordinator issues the certificates of a webinar. The room above knows it and tells it through here."""

from __future__ import annotations

from collections.abc import Callable

_addresses: list[Callable[[str], str]] = []


def register(address: Callable[[str], str]) -> None:
    """`address` takes a webinar's code."""
    _addresses.append(address)


def issuing_address(code: str) -> str:
    return next((address(code) for address in _addresses), "")
