"""Acts where upper rooms and topics show them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.pages.addresses import page_url
from cms.pages.shelves import Shelf

from ..models import ActPage, ActsIndexPage, Topic

SHOWN = 5


def topic_shelf(topic: Topic, language: str) -> Shelf | None:
    """The newest acts of a topic, and the way to all of them along a timeline."""
    index = ActsIndexPage.objects.live().filter(locale__language_code=language).first()
    found = ActPage.objects.live().filter(topics=topic, locale__language_code=language).order_by("-adopted_on", "title")
    total = found.count()
    if index is None or not total:
        return None
    items = [{"page": page, "url": page_url(page)} for page in found.select_related("locale")[:SHOWN]]
    address = f"{page_url(index)}?topic={topic.slug}"
    told = {"timeline": f"{address}&view=timeline"}
    return Shelf("acts", _("Legal base"), items, total, address, "library/acts/shelf.html", told)
