"""An act changed: it is noted once, and every page that cites what changed has to be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from school.foundation import history

from ..models import Act, Article, Change, Citation, Edition, Review
from .enums import ActStatus, ChangeKind
from .letters import tell_responsible


@transaction.atomic
def note_edition(*, edition: Edition, articles: Iterable[Article], actor: Any) -> Change:
    """A new edition touches those articles; whoever cites the act as a whole looks too."""
    change = Change.objects.create(act=edition.act, kind=ChangeKind.EDITION, edition=edition, since=edition.dated, at=timezone.now())
    touched = list(articles)
    change.articles.set(touched)
    history.record(edition.act, "change_act", actor=actor, data={"edition": edition.number, "articles": [row.number for row in touched]})
    _open_reviews(change)
    return change


@transaction.atomic
def note_status(*, act: Act, before: str, actor: Any) -> Change:
    kind = ChangeKind.LAPSED if act.status == ActStatus.LAPSED else ChangeKind.STATUS
    since = act.in_force_to if kind == ChangeKind.LAPSED else act.in_force_from
    change = Change.objects.create(act=act, kind=kind, since=since, at=timezone.now())
    history.record(act, "lapse_act" if kind == ChangeKind.LAPSED else "change_status", actor=actor, data={"before": before, "now": act.status})
    _open_reviews(change)
    return change


def concerned(change: Change) -> Q:
    """Citations that a change concerns: a lapsed act all of them, an edition those of the articles it touched and of the act itself."""
    of_act = Q(act_key=change.act.key)
    if change.kind != ChangeKind.EDITION:
        return of_act
    return of_act & (Q(article_key=None) | Q(article_key__in=[row.key for row in change.articles.all()]))


def _open_reviews(change: Change) -> None:
    pages = set(Citation.objects.filter(concerned(change)).values_list("page_key", "language"))
    now = timezone.now()
    rows = [Review(change=change, page_key=key, language=language, opened_at=now) for key, language in sorted(pages, key=str)]
    Review.objects.bulk_create(rows, ignore_conflicts=True)
    history.record_many((row, "open_review", {"change": change.pk}) for row in Review.objects.filter(change=change))
    tell_responsible(change)


@transaction.atomic
def clear_review(*, review: Review, word: str, actor: Any) -> Review:
    """«Looked at», with a word of what was found. Once cleared it stays so."""
    done = Review.objects.filter(pk=review.pk, cleared_at=None).update(cleared_at=timezone.now(), cleared_by=actor, word=word[:500])
    review.refresh_from_db()
    if done:
        history.record(review, "clear_review", actor=actor, reason=word[:500])
    return review


@transaction.atomic
def look_after(*, page_key: UUID, language: str) -> None:
    """After a page's citations were written anew: what it no longer cites need not be looked at; a lapsed act it cites now must be."""
    cited = list(Citation.objects.filter(page_key=page_key, language=language))
    open_now = list(
        Review.objects.open().filter(page_key=page_key, language=language).select_related("change__act").prefetch_related("change__articles")
    )
    for review in open_now:
        if not any(concerns(review.change, row) for row in cited):
            _drop(review)
    lapsed = Change.objects.filter(act__key__in={row.act_key for row in cited}, act__status=ActStatus.LAPSED, kind=ChangeKind.LAPSED)
    for change in lapsed.exclude(reviews__page_key=page_key, reviews__language=language):
        review, made = Review.objects.get_or_create(change=change, page_key=page_key, language=language, defaults={"opened_at": timezone.now()})
        if made:
            history.record(review, "open_review", data={"change": change.pk})


def concerns(change: Change, citation: Citation) -> bool:
    """The rule of `concerned`, over rows that are here already."""
    if citation.act_key != change.act.key:
        return False
    if change.kind != ChangeKind.EDITION or citation.article_key is None:
        return True
    return any(row.key == citation.article_key for row in change.articles.all())


def _drop(review: Review) -> None:
    if Review.objects.filter(pk=review.pk, cleared_at=None).update(cleared_at=timezone.now()):
        history.record(review, "drop_review", data={"why": "no longer cited"})
