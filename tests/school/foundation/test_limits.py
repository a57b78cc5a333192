"""Rate limits: so many times a window, by the visitor's own address."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from school.foundation.limits import address_of, allow


def test_so_many_times_and_no_more() -> None:
    assert [allow("door", limit=2, seconds=3600) for _time in range(3)] == [True, True, False]
    assert allow("another-door", limit=2, seconds=3600)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [(0, "203.0.113.9", "127.0.0.1"), (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"), (2, "198.51.100.7, 203.0.113.9, 10.0.0.1", "203.0.113.9"), (1, "", "127.0.0.1")],
)  # fmt: skip
def test_only_our_own_proxies_are_believed(settings: object, proxies: int, forwarded: str, address: str) -> None:
    settings.TRUSTED_PROXIES = proxies  # type: ignore[attr-defined]
    assert address_of(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})) == address
