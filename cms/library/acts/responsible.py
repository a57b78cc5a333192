"""Who is responsible for a page's words: its owner, and whoever an upper room names. Registered in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.models import Page

from school.accounts.models import User
from school.accounts.roles import COORDINATOR

Maker = Callable[[list[Page]], dict[int, list[Any]]]  # pages in, people by the page's primary key
_makers: dict[str, Maker] = {}


def register(name: str, maker: Maker) -> None:
    _makers[name] = maker


def responsible_for(pages: list[Page]) -> dict[int, list[Any]]:
    """Owners and those named for each page; where there is nobody, the coordinators. Their number of queries does not grow with pages."""
    owners = User.objects.filter(is_active=True).in_bulk({page.owner_id for page in pages if page.owner_id})
    found = {page.pk: ([owners[page.owner_id]] if page.owner_id in owners else []) for page in pages}
    for maker in _makers.values():
        for pk, people in maker(pages).items():
            found[pk] += [person for person in people if person not in found[pk]]
    if any(not people for people in found.values()):
        everybody = list(User.objects.filter(groups__name=COORDINATOR, is_active=True))
        found = {pk: people or everybody for pk, people in found.items()}
    return found
