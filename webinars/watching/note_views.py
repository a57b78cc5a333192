"""One's own notes on a recording: a page that works without scripts, the same as JSON for the player, and files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from school.foundation.centre import words
from school.foundation.numbers import whole_number

from ..models import Note, Webinar, WebinarPage
from ..rules import webinar_or_404
from ..words.transcript import clock
from .notes import FORMATS, NoteRefused, as_file, moment, notes_of, throw_note_away, write_note
from .whose import of_another


@login_required
@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, code: str) -> HttpResponse:
    webinar = webinar_or_404(request.user, code)
    if of_another(request.user, request.POST.get("person") or request.GET.get("person")):
        return JsonResponse(
            {"error": _("Somebody else has signed in on this device. The note is still here: sign in again, then keep it.")}, status=409
        )
    written, problem = _take(request, webinar) if request.method == "POST" else (None, "")
    if request.accepts("application/json") and not request.accepts("text/html"):
        rows = [_told(note) for note in notes_of(request.user, webinar)]
        told = {"error": problem} if problem else {"notes": rows, "written": written}
        return JsonResponse(told, status=400 if problem else 200)
    if request.method == "POST" and not problem:
        return redirect("webinars:notes", code)
    rows = [{"note": note, **_told(note)} for note in notes_of(request.user, webinar)]
    context = {
        "webinar": webinar,
        "title": words(webinar, "title"),
        "notes": rows,
        "problem": problem,
        "page_url": page_url(webinar),
        "sent": request.POST,
    }
    return render(request, "webinars/notes.html", context, status=400 if problem else 200)


def _take(request: HttpRequest, webinar: Webinar) -> tuple[int | None, str]:
    """Do what was asked: the id of the note written, and a sentence if it was refused."""
    sent = request.POST
    note_id = whole_number(sent.get("note", ""))
    if "throw" in sent:
        if note_id is None or not throw_note_away(user=request.user, webinar=webinar, note_id=note_id):
            raise Http404
        return None, ""
    try:
        written = write_note(user=request.user, webinar=webinar, text=sent.get("text", ""), at_seconds=moment(sent.get("at", "0")), note_id=note_id)
    except NoteRefused as refused:
        return None, str(refused)
    if written is None:
        raise Http404
    return written.pk, ""


@login_required
@require_safe
def notes_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    webinar = webinar_or_404(request.user, code)
    if form not in FORMATS:
        raise Http404
    text = as_file(notes_of(request.user, webinar), words(webinar, "title"), settings.PUBLIC_URL + page_url(webinar), form)
    response = HttpResponse(text, content_type=f"{FORMATS[form]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="notes-{webinar.code}.{form}"'
    return response


def page_url(webinar: Webinar) -> str:
    """The webinar's page in the reader's language, else in the one it was written in."""
    pages = {page.locale.language_code: page for page in WebinarPage.objects.live().filter(translation_key=webinar.key).select_related("locale")}
    page = pages.get(get_language() or "") or pages.get(webinar.source_locale)
    return (page.get_url() if page else None) or reverse("webinars:notes", args=[webinar.code])


def _told(note: Note) -> dict[str, Any]:
    return {"id": note.pk, "at": note.at_seconds, "clock": clock(note.at_seconds), "text": note.text}
