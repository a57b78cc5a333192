"""The draft of a page from what a city told: words become paragraphs, never markup."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from school.foundation.refusing import Refusal

from ..models import CasePage, CaseResult, CasesPage, CaseSubmission


class NoSection(Refusal):
    """There is nowhere to put the page."""


def draft_page(submission: CaseSubmission, editor: Any) -> CasePage:
    """In the language the case was written in where there is such a section, unpublished, with a first revision."""
    sections = {page.locale.language_code: page for page in CasesPage.objects.select_related("locale")}
    section = sections.get(submission.language) or sections.get(settings.LANGUAGE_CODE)
    if section is None:
        raise NoSection("section", _("The library has no section of cases yet. Add one, then make the page."))
    page = CasePage(
        title=submission.title, summary=Truncator(" ".join(submission.problem.split())).chars(280), city=submission.city,
        city_name_uk="" if submission.city else submission.city_other, oblast="" if submission.city else submission.oblast,
        year=submission.year, instrument=submission.instrument, outcome=submission.outcome,
        problem=paragraphs(submission.problem), done=paragraphs(submission.done), otherwise=paragraphs(submission.otherwise),
        cost_amount=submission.cost_amount, cost_currency=submission.cost_currency, cost_note=submission.cost_note,
        months=submission.months, time_note=submission.time_note, contact_role=submission.contact_role, contact_email=submission.contact_email,
        sent_by=submission.organisation, owner=editor, live=False, locale=section.locale, translation_key=submission.page_key,
    )  # fmt: skip
    page.results = [CaseResult(sort_order=number, **_result(row)) for number, row in enumerate(submission.results)]
    section.add_child(instance=page)
    page.save_revision(user=editor)
    return page


def _result(row: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: Decimal(row[name]) if row.get(name) else None for name in ("before", "after")}
    return {"indicator": row["indicator"][:160], "unit": row.get("unit", "")[:40], **numbers}


def paragraphs(text: str) -> SafeString:
    """An empty line parts paragraphs, a line break stays one; what looks like markup stays words."""
    parts = [part.strip().splitlines() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    lines = (format_html_join(SafeString("<br/>"), "{}", ((line.strip(),) for line in part)) for part in parts)
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines)) if parts else format_html("")
