"""Pages as a source: all languages of a page are one object, by its translation key. Rooms register theirs in a few lines."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.conf import settings
from wagtail.models import Page, PageViewRestriction

from cms.pages.addresses import page_url

from .documents import documents_of
from .sources import MEMBER, PUBLIC, Entry, Kind, Source, sources

_models: dict[type[Page], str] = {}  # of which source a page is
Describe = Callable[[Any], dict[str, Any] | None]  # fields of an Entry that are the page's own: text, year, topics …; None: not to be found


def register_pages(name: str, *models: type[Page], kind: Kind, describe: Describe, more_kinds: Iterable[Kind] = (), **rest: Any) -> None:
    """Found as soon as they are published, by whom the page may be read. `describe(page)` gives at least `text`.

    register_pages("articles", ArticlePage, kind=Kind("article", _("Articles")), describe=lambda page: {"text": words_of(page.body)})
    """
    _models.update(dict.fromkeys(models, name))

    def entries(keys: Collection[str]) -> Iterator[Entry]:
        for model in models:
            for page in model.objects.live().filter(translation_key__in=list(keys)).select_related("locale"):
                yield from _entry(page, kind, describe)

    def stamps() -> Iterator[tuple[str, str]]:
        return stamps_of(*models)

    sources.register(Source(name, entries, stamps, kinds=[kind, *more_kinds], **rest))


def source_of(page: Page) -> str:
    """Empty for a page that no source knows."""
    return _models.get(page.specific_class, "")


def _entry(page: Any, kind: Kind, describe: Describe) -> Iterator[Entry]:
    tags, own = tags_of(page), describe(page)
    if tags and own is not None:
        told = {"tags": tags, "files": documents_of(page), "kind": kind.name, **own}
        yield Entry(object=str(page.translation_key), language=page.locale.language_code, title=page.title, url=page_url(page), **told)


def tags_of(page: Page) -> dict[str, str]:
    """Who may read a page by Wagtail's own restrictions; none for one behind a password."""
    kinds = list(PageViewRestriction.objects.filter(page__in=page.get_ancestors(inclusive=True)).values_list("restriction_type", "pk"))
    if not kinds:
        return {PUBLIC: ""}
    if any(kind == PageViewRestriction.PASSWORD for kind, _pk in kinds):
        return {}
    grouped = [pk for kind, pk in kinds if kind == PageViewRestriction.GROUPS]
    if len(grouped) > 1:
        return {}
    if grouped:
        return {f"group:{pk}": "" for pk in PageViewRestriction.objects.get(pk=grouped[0]).groups.values_list("pk", flat=True)}
    return {MEMBER: ""}


def stamps_of(*models: type[Page]) -> Iterator[tuple[str, str]]:
    """What an editor or a move changes, told by the page's row alone."""
    facts: dict[str, list[str]] = {}
    for model in models:
        rows = Page.objects.type(model).order_by("pk").values_list("translation_key", "pk", "live", "url_path", "last_published_at")
        for key, *rest in rows:
            facts.setdefault(str(key), []).append("|".join(map(str, rest)))
    for key, lines in facts.items():
        yield key, hashlib.sha256("\n".join([settings.LANGUAGE_CODE, *lines]).encode()).hexdigest()
