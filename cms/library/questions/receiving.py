"""The form by which a reader asks, and the link by which the address is confirmed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cms.pages.addresses import page_url
from school.foundation import limits, links

from ..models import ReaderQuestion
from .asking import CannotAsk, ask_centre, confirm_question
from .forms import AskForm

if TYPE_CHECKING:
    from ..models import QuestionsPage

PER_HOUR = 5  # questions from one network; as many letters a day to one address


def receive(page: QuestionsPage, request: HttpRequest) -> HttpResponse:
    language = page.locale.language_code
    form = AskForm(request.POST if request.method == "POST" else None, user=request.user, language=language)
    if request.method == "POST" and form.is_filled_by_a_machine:
        return redirect(f"{page_url(page)}asked/")  # it believes that it was heard
    if request.method != "POST" or not form.is_valid():
        return _form(page, request, form, status=400 if form.errors else 200)
    told = {name: value for name, value in form.cleaned_data.items() if name != "website"}
    email = request.user.email if request.user.is_authenticated else told.pop("email")
    if not _may_ask(request, email):
        form.add_error(None, _("Too many questions from your network or to this address. Your words are still here: try again in an hour."))
        return _form(page, request, form, status=429)
    ask_centre(user=request.user, email=email, language=language, **told)
    return redirect(f"{page_url(page)}asked/")


def _may_ask(request: HttpRequest, email: str) -> bool:
    whose = hashlib.sha256(email.lower().encode()).hexdigest()
    by_network = limits.allow(f"reader-question:{limits.address_of(request)}", limit=PER_HOUR, seconds=3600)
    return by_network and limits.allow(f"reader-question-to:{whose}", limit=PER_HOUR, seconds=86_400)


def _form(page: QuestionsPage, request: HttpRequest, form: AskForm, *, status: int) -> HttpResponse:
    response = page.shown_below(request, "ask", template="library/questions/ask.html", context_overrides={"form": form})
    response.status_code = status
    return response


def by_link(request: HttpRequest, link: links.Link) -> HttpResponse:
    """Mail scanners open links: a GET only shows."""
    question = get_object_or_404(ReaderQuestion, code=link.data["question"])
    if request.method != "POST":
        return render(request, "library/questions/confirm.html", {"question": question})
    try:
        confirm_question(question=question, holder=link.holder)
        links.use(link)
        return render(request, "library/questions/confirm.html", {"question": question, "confirmed": True})
    except CannotAsk as refused:
        messages.error(request, str(refused))
        return render(request, "library/questions/confirm.html", {"question": question, "refused": True}, status=410)
