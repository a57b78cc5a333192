"""The chooser of an act, then of its article, in the editor's rich text."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.admin.modal_workflow import render_modal_workflow

from ..models import Act, Article
from .catalogue import number_of
from .editions import current_edition

SHOWN = 30


@require_safe
def choose(request: HttpRequest) -> JsonResponse:
    """Acts found by number or words of the title; the newest first."""
    text = request.GET.get("q", "").strip()[:100]
    acts = list(Act.objects.filter(retired_at=None))
    if text:
        number, needles = number_of(text), text.casefold().split()
        exact = [act for act in acts if number and number in number_of(act.number)]
        acts = exact + [act for act in acts if act not in exact and all(needle in act.title.casefold() for needle in needles)]
    context = {"acts": acts[:SHOWN], "q": text, "more": len(acts) > SHOWN}
    return render_modal_workflow(request, "library/acts/admin/choose.html", None, context, json_data={"step": "acts"})


@require_safe
def choose_article(request: HttpRequest, act: UUID) -> JsonResponse:
    record = get_object_or_404(Act, key=act, retired_at=None)
    edition = current_edition(record)
    rows = list(edition.passages.exclude(article=None).select_related("article")) if edition else []
    context = {"act": record, "rows": rows, "english": get_language() == "en"}
    return render_modal_workflow(request, "library/acts/admin/choose_article.html", None, context, json_data={"step": "articles"})


@require_safe
def chosen(request: HttpRequest, act: UUID, article: UUID | None = None) -> JsonResponse:
    """What the link in the text is made of; the name stands there where nothing was selected."""
    record = get_object_or_404(Act, key=act, retired_at=None)
    cited = get_object_or_404(Article, key=article, act=record) if article else None
    name = str(cited) if cited else f"№ {record.number}"
    result = {"act": str(record.key), "article": str(cited.key) if cited else "", "name": str(cited or record), "title": name}
    return render_modal_workflow(request, None, None, None, json_data={"step": "chosen", "result": result})
