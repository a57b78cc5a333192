"""Editions in Wagtail: a file is read, a person puts its structure right, then it becomes an edition."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from school.foundation.refusing import Refusal

from ..models import Act, ActPage, EditionDraft, Passage
from .access import act_to_change_or_404, may_take_editions
from .editions import Meant, compare_units, current_edition, take_edition
from .enums import Level
from .forms import DraftForm, FileForm
from .structure import Understood, Unit, said, understand, written


@require_http_methods(["GET", "POST"])
def editions(request: HttpRequest, page_id: int) -> HttpResponse:
    """What there is, and three ways to begin the next: a file, the words in force now, an empty sheet."""
    page, act = act_to_change_or_404(request.user, page_id)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and act is not None and form.is_valid():
        _begin(act, form.text, request.user, form.cleaned_data["file"].name)
        return redirect("library_draft", page_id)
    context = {
        "page": page,
        "act": act,
        "form": form,
        "rows": list(act.editions.order_by("-number")) if act else [],
        "draft": EditionDraft.objects.filter(act=act).first() if act else None,
    }
    return render(request, "library/acts/admin/editions.html", context, status=400 if form.is_bound else 200)


@require_POST
def begin(request: HttpRequest, page_id: int) -> HttpResponse:
    """A draft of the words in force now, to be changed by hand."""
    _page, act = act_to_change_or_404(request.user, page_id)
    if act is not None:
        edition = current_edition(act)
        _begin(act, written(_units(edition)) if edition else "### Стаття 1.\n", request.user, "")
    return redirect("library_draft", page_id)


def _begin(act: Act, text: str, user: Any, name: str) -> None:
    """A draft already there is replaced only by a file; its particulars stay."""
    draft, _made = EditionDraft.objects.get_or_create(act=act, defaults={"text": text, "by": user})
    draft.text, draft.by, draft.file_name = text, user, name[-200:]
    draft.save()


def _units(edition: Any) -> list[Unit]:
    return [
        Unit(Level(row.level), row.number, row.heading, _lines(row.text), _lines(row.gist_uk), _lines(row.gist_en))
        for row in Passage.objects.filter(edition=edition)
    ]


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, page_id: int) -> HttpResponse:
    """Put right, look at what was understood, take."""
    page, act = act_to_change_or_404(request.user, page_id)
    row = EditionDraft.objects.filter(act=act).first() if act else None
    if act is None or row is None:
        return redirect("library_editions", page_id)
    form = DraftForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        kept = form.save()
        if "throw" in request.POST:
            kept.delete()
            messages.success(request, _("The draft is thrown away."))
            return redirect("library_editions", page_id)
        if "take" in request.POST and may_take_editions(request.user, page) and _taken(request, act, kept):
            return redirect("library_editions", page_id)
    return render(request, "library/acts/admin/draft.html", _draft_context(request, page, act, row, form))


def _taken(request: HttpRequest, act: Act, row: EditionDraft) -> bool:
    meant = Meant(row.source, row.dated, row.title, row.note_uk, row.note_en)
    try:
        edition = take_edition(act=act, text=row.text, meant=meant, actor=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    waiting = edition.change.reviews.count() if hasattr(edition, "change") else 0
    messages.success(request, _("The edition is taken. Pages that cite what changed and are to be looked at: %(n)d.") % {"n": waiting})
    return True


def _draft_context(request: HttpRequest, page: ActPage, act: Act, row: EditionDraft, form: DraftForm) -> dict[str, Any]:
    understood: Understood = understand(row.text)
    last = act.editions.order_by("-number").first()
    difference = compare_units(last, understood.units) if last else None
    marks = {} if difference is None else {**dict.fromkeys(difference.added, "added"), **dict.fromkeys(difference.changed, "changed")}
    outline = [
        {"unit": unit, "name": said(unit) if unit.level != Level.PREAMBLE else _("Before the first heading"), "mark": marks.get(unit.name, "")}
        for unit in understood.units
    ]
    return {
        "page": page,
        "act": act,
        "draft": row,
        "form": form,
        "understood": understood,
        "outline": outline,
        "last": last,
        "difference": difference,
        "gone": [said(Unit(Level(level), number)) for level, number in difference.gone] if difference else [],
        "may_take": may_take_editions(request.user, page),
    }
