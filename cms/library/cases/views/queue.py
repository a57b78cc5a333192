"""The editor's desk of one case in Wagtail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from school.foundation.files import serve_private
from school.foundation.refusing import Refusal

from ...models import CaseFile, CasePage, CaseSubmission
from ..deciding import accept_case, ask_author, decline_case, take_case
from ..rules import edits_cases
from ..telling import told_lines

LONGEST_WORD = 4000  # of a question or a reason


def submission_or_404(request: HttpRequest, code: str) -> CaseSubmission:
    """An editor sees what was sent; a draft is its author's own."""
    if not edits_cases(request.user):
        raise PermissionDenied
    return get_object_or_404(CaseSubmission.objects.in_queue().select_related("city", "author", "editor"), code=code)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, code: str) -> HttpResponse:
    submission = submission_or_404(request, code)
    if request.method != "POST":
        return _page(request, submission)
    deed = _DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        raise Http404
    try:
        return deed(request, submission)
    except Refusal as refused:
        messages.error(request, str(refused))
        return _page(request, submission, status=409)


def _take(request: HttpRequest, submission: CaseSubmission) -> HttpResponse:
    take_case(submission=submission, editor=request.user, over=request.POST.get("over") == "1")
    messages.success(request, _("You are working on this case now."))
    return redirect("case_review", submission.code)


def _ask(request: HttpRequest, submission: CaseSubmission) -> HttpResponse:
    ask_author(submission=submission, text=_words(request, "question"), editor=request.user)
    messages.success(request, _("The question is on its way to the author."))
    return redirect("case_review", submission.code)


def _decline(request: HttpRequest, submission: CaseSubmission) -> HttpResponse:
    decline_case(submission=submission, reason=_words(request, "reason"), editor=request.user)
    messages.success(request, _("The case is declined; the author will read why."))
    return redirect("case_review", submission.code)


def _accept(request: HttpRequest, submission: CaseSubmission) -> HttpResponse:
    page = accept_case(submission=submission, editor=request.user)
    messages.success(request, _("This is a draft of the page. Once it is published, the author is thanked by letter."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _words(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "")[:LONGEST_WORD]


_DEEDS: dict[str, Callable[[HttpRequest, CaseSubmission], HttpResponse]] = {"take": _take, "ask": _ask, "decline": _decline, "accept": _accept}


def _page(request: HttpRequest, submission: CaseSubmission, *, status: int = 200) -> HttpResponse:
    submission = CaseSubmission.objects.select_related("city", "author", "editor").get(pk=submission.pk)
    page = CasePage.objects.filter(translation_key=submission.page_key).first() if submission.page_key else None
    context: dict[str, Any] = {
        "submission": submission,
        "lines": told_lines(submission),
        "files": list(submission.files.all()),
        "talk": list(submission.messages.select_related("person")),
        "page_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if page is not None else "",
        "decides": submission.state in ("sent", "asked") or (submission.state == "accepted" and page is None),
        "mine": submission.editor == request.user,
        "question": _words(request, "question"),
        "reason": _words(request, "reason"),
    }
    return render(request, "library/cases/admin/review.html", context, status=status)


@require_GET
def file(request: HttpRequest, code: str, file_code: str) -> HttpResponse:
    kept = get_object_or_404(CaseFile, submission=submission_or_404(request, code), code=file_code)
    return serve_private(request, kept.file, filename=kept.name)
