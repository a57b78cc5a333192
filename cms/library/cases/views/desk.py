"""The author's desk: one address at which a case is written, sent, answered for and looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.pages.addresses import page_url
from school.foundation.files import serve_private

from ...models import CasePage, CaseSubmission
from ..drafting import CannotSend, add_file, discard_draft, remove_file, save_draft
from ..enums import Submitted
from ..forms import AnswerForm, Told
from ..submitting import answer_editor, consent_words, missing, submit_case
from ..telling import told_lines

MANY_FILES = 10  # in one sending; how many are kept is the verb's to say


@dataclass(frozen=True)
class Author:
    """Who writes: somebody signed in, or the holder of a link."""

    actor: Any = None
    holder: str = ""
    mark: str = ""

    @property
    def who(self) -> dict[str, Any]:
        return {"actor": self.actor, "holder": self.holder}


def desk(request: HttpRequest, submission: CaseSubmission, author: Author) -> HttpResponse:
    if request.method != "POST":
        return _file(submission, request) if "file" in request.GET else _page(request, submission, author)
    try:
        deed, _colon, _what = request.POST.get("do", "save").partition(":")
        return _ACTIONS.get(deed, _save)(request, submission, author)
    except CannotSend as refused:
        messages.error(request, str(refused))
        return redirect(request.path)


def _file(submission: CaseSubmission, request: HttpRequest) -> HttpResponse:
    kept = get_object_or_404(submission.files, code=request.GET["file"].replace("\0", ""))
    return serve_private(request, kept.file, filename=kept.name)


def _keep(request: HttpRequest, submission: CaseSubmission, author: Author, told: Told) -> list[str]:
    """Save what can be saved; what was refused, in sentences."""
    told.is_valid()
    save_draft(submission=submission, data=told.taken, **author.who)
    problems = []
    for upload in request.FILES.getlist("files")[:MANY_FILES]:
        try:
            add_file(submission=submission, upload=upload, **author.who)
        except CannotSend as refused:
            problems.append(str(refused))
    for text in problems:
        told.form.add_error(None, text)
    return problems


def _save(request: HttpRequest, submission: CaseSubmission, author: Author) -> HttpResponse:
    told = Told(submission, request.POST)
    problems = _keep(request, submission, author, told)
    if problems or not told.is_valid():
        return _page(request, submission, author, told=told, status=400)
    messages.success(request, _("The draft is kept. You can close the page and come back."))
    return redirect(request.path)


def _send(request: HttpRequest, submission: CaseSubmission, author: Author) -> HttpResponse:
    told, agrees = Told(submission, request.POST), request.POST.get("agrees") == "on"
    problems = _keep(request, submission, author, told)
    submission.refresh_from_db()
    for name in missing(submission):
        if name not in told.form.errors:
            told.form.add_error(name, _("Fill this in: without it the editor cannot go on."))
    if not agrees:
        told.form.add_error(None, _("Without your consent the case cannot be published. What you wrote is kept."))
    if problems or not told.is_valid():
        return _page(request, submission, author, told=told, agrees=agrees, status=400)
    submit_case(submission=submission, agrees=agrees, **author.who)
    messages.success(request, _("The case is with the editor. We will write to you of each step."))
    return redirect(request.path)


def _answer(request: HttpRequest, submission: CaseSubmission, author: Author) -> HttpResponse:
    """What was changed in the case is kept together with the answer."""
    form, told = AnswerForm(request.POST), Told(submission, request.POST)
    problems = _keep(request, submission, author, told) if submission.state == Submitted.ASKED else []
    if problems or not (form.is_valid() and told.is_valid()):
        return _page(request, submission, author, told=told, answer=form, status=400)
    answer_editor(submission=submission, text=form.cleaned_data["text"], **author.who)
    messages.success(request, _("Your answer is with the editor."))
    return redirect(request.path)


def _remove(request: HttpRequest, submission: CaseSubmission, author: Author) -> HttpResponse:
    """What stands in the fields is kept too: the button is part of the same form."""
    told = Told(submission, request.POST)
    _keep(request, submission, author, told)
    remove_file(submission=submission, code=request.POST["do"].partition(":")[2].replace("\0", ""), **author.who)
    return redirect(f"{request.path}#files")


def _discard(request: HttpRequest, submission: CaseSubmission, author: Author) -> HttpResponse:
    discard_draft(submission=submission, **author.who)
    messages.success(request, _("The draft is deleted."))
    return redirect("cases:send")


_ACTIONS: dict[str, Callable[[HttpRequest, CaseSubmission, Author], HttpResponse]] = {
    "save": _save,
    "send": _send,
    "answer": _answer,
    "remove": _remove,
    "discard": _discard,
}


def _page(request: HttpRequest, submission: CaseSubmission, author: Author, *, status: int = 200, **extra: Any) -> HttpResponse:
    submission.refresh_from_db()
    context = {
        "submission": submission,
        "files": list(submission.files.all()),
        "talk": list(submission.messages.all()),
        "told": Told(submission),
        "lines": [] if submission.editable else told_lines(submission),
        "answer": AnswerForm(),
        "consent": consent_words(get_language() or "uk"),
        "mark": author.mark,
        "page_url": _published(submission),
        **extra,
    }
    response = render(request, "library/cases/desk.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _published(submission: CaseSubmission) -> str:
    if submission.state != Submitted.PUBLISHED:
        return ""
    pages = {page.locale.language_code: page for page in CasePage.objects.live().filter(translation_key=submission.page_key).select_related("locale")}
    page = pages.get(get_language() or "uk") or next(iter(pages.values()), None)
    return page_url(page) if page is not None else ""
