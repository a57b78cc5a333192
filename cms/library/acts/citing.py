"""Citations are rows, written when a page is published: from rich text and from choosers alike. Only they say who cites what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from ..models import Act, ActPage, Article, Citation
from .changes import look_after

Cited = tuple[UUID, UUID | None]  # act, article


@transaction.atomic
def record_citations(page: Page) -> None:
    """Bring the rows of one live page in line with what it says."""
    page = page.specific
    language = page.locale.language_code
    own = {"page_key": page.translation_key, "language": language}
    cited = (cited_by(page) - {(page.translation_key, None)}) if page.live else set()
    kept = {(row.act_key, row.article_key): row.pk for row in Citation.objects.filter(**own)}
    Citation.objects.filter(pk__in=[pk for pair, pk in kept.items() if pair not in cited]).delete()
    Citation.objects.bulk_create([Citation(**own, act_key=act, article_key=article) for act, article in sorted(cited - set(kept), key=str)])
    if cited or kept:
        look_after(page_key=page.translation_key, language=language)


@transaction.atomic
def forget_citations(*, page_key: UUID, language: str) -> None:
    """The page is no longer read: it cites nothing."""
    if Citation.objects.filter(page_key=page_key, language=language).delete()[0]:
        look_after(page_key=page_key, language=language)


def cited_by(page: Page) -> set[Cited]:
    found: dict[type, set[str]] = {Act: set(), Article: set(), Page: set()}
    for model, number in _references(page):
        kept = next((known for known in found if isinstance(model, type) and issubclass(model, known)), None)
        if kept is not None:
            found[kept].add(str(number))
    cited: set[Cited] = {(key, None) for key in Act.objects.filter(pk__in=found[Act]).values_list("key", flat=True)}
    cited |= {(key, None) for key in ActPage.objects.filter(pk__in=found[Page]).values_list("translation_key", flat=True)}
    cited |= set(Article.objects.filter(pk__in=found[Article]).values_list("act__key", "key"))
    return cited


def _references(row: Any) -> Iterator[tuple[Any, Any]]:
    """(model, primary key) of everything a page, or a row of its panels, points to in its fields, choosers and texts."""
    for field in row._meta.get_fields():
        if hasattr(field, "extract_references"):
            value = field.value_from_object(row)
            if value is not None:
                yield from ((model, number) for model, number, _path, _content in field.extract_references(value))
        elif _chooses_a_page(field) and (number := getattr(row, field.attname)) is not None:
            yield field.related_model, number
    for relation in get_all_child_relations(row):
        for child in getattr(row, relation.get_accessor_name()).all():
            yield from _references(child)


def _chooses_a_page(field: Any) -> bool:
    if not (field.concrete and field.many_to_one) or isinstance(field, ParentalKey) or field.name == "alias_of":
        return False
    return isinstance(field.related_model, type) and issubclass(field.related_model, Page)
