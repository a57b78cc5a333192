"""What an act's page tells: its articles, editions, timeline, and who cites it. The number of queries does not grow with any of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from wagtail.models import Page

from cms.pages.addresses import page_url
from cms.pages.shelves import shelf

from ..models import Act, ActPage, Citation, Edition, Passage
from .addresses import pages_in
from .comparing import compare
from .editions import current_edition
from .enums import ActStatus, Level
from .timeline import moments_of

SHOWN = 40  # pages named under «cited in»
LEGAL_FORCE = {
    ActStatus.IN_FORCE: "InForce", ActStatus.PARTLY: "PartiallyInForce", ActStatus.NOT_YET: "NotInForce", ActStatus.LAPSED: "NotInForce",
}  # fmt: skip


def act_facts(page: ActPage) -> dict[str, Any]:
    language = page.locale.language_code
    act = Act.objects.select_related("replaced_by").filter(key=page.translation_key).first()
    edition = current_edition(act) if act else None
    editions = list(act.editions.order_by("number")) if act else []
    return {
        "act": act,
        "editions": editions,
        "moments": moments_of(page, editions),
        "cited_in": cited_in(page.translation_key, language),
        "successor": pages_in([act.replaced_by.key], language).get(act.replaced_by.key) if act and act.replaced_by else None,
        "topics": list(page.topics.all()),
        "shelves": shelf.gather("act", page, language),
        "json_ld": json_ld(page, editions),
        **_words(edition),
    }


def _words(edition: Edition | None) -> dict[str, Any]:
    passages = list(edition.passages.all()) if edition else []
    return {
        "edition": edition,
        "passages": passages,
        "contents": [row for row in passages if row.level != Level.PREAMBLE],
        "ours_only": bool(passages) and not any(row.text for row in passages),
    }


def edition_facts(page: ActPage, number: int) -> dict[str, Any] | None:
    """The words of one edition for good; nothing when there is no such edition."""
    edition = Edition.objects.filter(act__key=page.translation_key, number=number).first()
    return None if edition is None else {**_words(edition), "asked_edition": edition}


def comparison_facts(page: ActPage, before: int, after: int) -> dict[str, Any] | None:
    found = {row.number: row for row in Edition.objects.filter(act__key=page.translation_key, number__in=(before, after))}
    if before not in found or after not in found or before == after:
        return None
    rows = {number: list(Passage.objects.filter(edition=edition)) for number, edition in found.items()}
    compared = compare(rows[before], rows[after])
    return {"before": found[before], "after": found[after], "compared": compared, "same": not any(row.changed for row in compared)}


def cited_in(key: UUID, language: str) -> dict[str, Any]:
    """Live pages in that language which cite the act, each with the anchors of what it cites."""
    rows = list(Citation.objects.filter(act_key=key, language=language))
    keys = {row.page_key for row in rows}
    pages = Page.objects.live().public().filter(translation_key__in=keys, locale__language_code=language).order_by("title")
    found = list(pages.only("pk", "title", "url_path", "path", "depth", "translation_key", "content_type_id", "locale_id"))
    shown = [{"page": page, "url": page_url(page), "kind": page.specific_class._meta.verbose_name} for page in found[:SHOWN]]
    return {"pages": shown, "total": len(found)}


def json_ld(page: ActPage, editions: list[Edition]) -> dict[str, Any]:
    """https://schema.org/Legislation"""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": page.title,
        "legislationIdentifier": page.number,
        "legislationType": str(page.get_kind_display()),
        "legislationDate": page.adopted_on.isoformat(),
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": page.body_name or str(page.get_body_display())},
        "legislationJurisdiction": "UA",
        "inLanguage": page.locale.language_code,
        "url": f"{settings.PUBLIC_URL}{page_url(page)}" if not page_url(page).startswith("http") else page_url(page),
    }
    if page.official_title and page.official_title != page.title:
        told["alternateName"] = page.official_title
    if page.summary:
        told["abstract"] = page.summary
    if force := LEGAL_FORCE.get(ActStatus(page.status)):
        told["legislationLegalForce"] = f"https://schema.org/{force}"
    if page.official_url:
        told["sameAs"] = page.official_url
    if editions and editions[-1].dated:
        told["legislationDateVersion"] = editions[-1].dated.isoformat()
    return told
