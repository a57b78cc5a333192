"""A page's part of the address: its title in Latin letters by resolution No. 55, free among its neighbours."""

from __future__ import annotations

from wagtail.models import Page

from school.foundation.transliteration import slugify_uk


def free_slug(title: str, parent: Page | None, page: Page) -> str:
    base = slugify_uk(title)[:200] or "page"
    taken = set(parent.get_children().exclude(pk=page.pk).values_list("slug", flat=True)) if parent else set()
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
