"""Mini-cases told as teaching examples, in both languages; each says that its city is invented."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.library.cases.deciding import ask_author
from cms.library.cases.drafting import begin_by_mail, begin_draft, save_draft
from cms.library.cases.submitting import submit_case
from cms.library.models import CasePage, CaseResult, CasesPage, Topic
from school.accounts.models import City, User

from . import content
from .clock import at, days
from .courses import key_of
from .site import publish

TITLES = {"uk": "Міні-кейси", "en": "Mini-cases"}
SUMMARIES = {
    "uk": "Що спробували міста, скільки це коштувало, що вийшло і що зробили б інакше. Невдалі спроби тут варті стільки само, скільки вдалі.",
    "en": "What cities tried, what it cost, what came of it and what they would do otherwise. Failures are worth as much here as successes.",
}


def make_cases(indexes: dict[str, Any]) -> dict[str, CasesPage]:
    sections = {code: _section(code, parent) for code, parent in indexes.items()}
    for slug in _slugs():
        for code, section in sections.items():
            _case(slug, code, section)
    return sections


def _slugs() -> list[str]:
    return sorted(path.stem for path in content.path("library/cases").glob("*.yaml"))


def _section(code: str, parent: Any) -> CasesPage:
    parent.refresh_from_db()
    page = CasesPage(title=TITLES[code], slug="cases", summary=SUMMARIES[code], locale=parent.locale, translation_key=key_of("cases"))
    return publish(parent, page)


def _case(slug: str, code: str, section: CasesPage) -> None:
    told = content.read(f"library/cases/{slug}.yaml")
    section.refresh_from_db()
    cost, contact = told["cost"], told["contact"]
    page = CasePage(
        title=told["title"][code], slug=slug, summary=told["summary"][code], is_example=True,
        city_name_uk=told["city"]["uk"], city_name_en=told["city"]["en"], oblast=told["oblast"], year=told["year"],
        instrument=told["instrument"], outcome=told["outcome"],
        problem=_paragraphs(told["problem"][code]), done=_listed("ol", told["done"][code]), otherwise=_listed("ul", told["otherwise"][code]),
        cost_amount=cost["amount"], cost_currency=cost["currency"], cost_note=_said(cost.get("note"), code),
        months=told["months"], time_note=_said(told.get("time_note"), code),
        contact_role=contact["role"][code], contact_email=contact["email"],
        locale=section.locale, translation_key=key_of("case", slug),
    )  # fmt: skip
    page.topics = Topic.objects.filter(slug__in=told["topics"])
    page.results = [CaseResult(sort_order=number, **_result(row, code)) for number, row in enumerate(told["results"])]
    publish(section, page)


def _result(row: dict[str, Any], code: str) -> dict[str, Any]:
    said = {"indicator": row["indicator"][code], "unit": _said(row.get("unit"), code)}
    return said | {"before": row.get("before"), "after": row.get("after")}


def _said(value: Any, code: str) -> str:
    return value[code] if isinstance(value, dict) else str(value or "")


def _paragraphs(rows: list[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((row,) for row in rows))


def _listed(tag: str, rows: list[str]) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((row,) for row in rows))
    return format_html("<{0}>{1}</{0}>", tag, items)


def make_submissions(cast: dict[str, User]) -> None:
    """Two in the editor's queue: one waits to be read, one waits for its author's answer."""
    for number, row in enumerate(content.read("library/submissions.yaml")):
        with at(days(-6 + number, hour=11)):
            author = cast.get(row.get("author", ""))
            draft = begin_draft(user=author, language="uk") if author else begin_by_mail(email=row["email"], language="uk")
            told = row["told"] | {
                "city": City.objects.filter(slug=row["told"].get("city", "")).first(),
                "cost_amount": Decimal(row["told"]["cost_amount"]),
            }
            save_draft(submission=draft, data=told, actor=author, holder=row.get("email", ""))
            submit_case(submission=draft, agrees=True, actor=author, holder=row.get("email", ""))
        if "question" in row:
            with at(days(-2, hour=15)):
                ask_author(submission=draft, text=row["question"], editor=cast["halyna"])
