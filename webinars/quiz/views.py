"""Questions of a recording for whoever watches: a page that works without scripts, and the same as JSON for the player."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from school.foundation.centre import words
from school.foundation.numbers import read_json

from ..models import QuizAttempt, Webinar
from ..rules import webinar_or_404
from ..watching.note_views import page_url
from ..watching.watched import Busy
from ..watching.whose import of_another
from .answering import MOST, AnswerRefused, Given, answer_question, hand_in_test, version_asked
from .telling import answers_of, attempt_told, judged, quiz_context, standing_of
from .versions import known


@never_cache
@require_http_methods(["GET", "POST"])
def quiz(request: HttpRequest, code: str) -> HttpResponse:
    webinar = webinar_or_404(request.user, code)
    if request.content_type == "application/json" and request.method == "POST":
        return _take_json(request, webinar)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse(_state(request, webinar))
    if request.method == "POST":
        return _take_form(request, webinar)
    return _page(request, webinar)


BUSY = gettext_lazy("Too many devices at once. Send it again in a minute.")


def _language() -> str:
    return get_language() or "uk"


def _state(request: HttpRequest, webinar: Webinar, **more: Any) -> dict[str, Any]:
    """What the server knows of this person; without an account nothing is kept."""
    told: dict[str, Any] = {"token": get_token(request), "answers": {}, "test": None}
    if request.user.is_authenticated:
        told |= {"answers": answers_of(request.user, webinar, _language()), "test": standing_of(request.user, webinar)}
    return told | more


def _take_json(request: HttpRequest, webinar: Webinar) -> JsonResponse:
    """`{given: [{question, version, chosen} or {test: UUID, answers: [{question, version, chosen}, …]}, …], person}`; safe to repeat."""
    try:
        data = read_json(request.body)
        rows = data["given"][:MOST]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ValueError("rows")
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": _("These are not answers.")}, status=400)
    if of_another(request.user, data.get("person")):
        return JsonResponse({"error": _("Somebody else has signed in on this device. Open the page again to answer for yourself.")}, status=409)
    told: dict[str, Any] = {}
    refused = ""
    for row in rows:
        try:
            told |= _take(request, webinar, row)
        except AnswerRefused as problem:
            refused = str(problem)
        except Busy:
            return JsonResponse({"error": str(BUSY)}, status=503)
    state = _state(request, webinar, **({"refused": refused} if refused else {}))
    return JsonResponse({**state, "answers": {**told, **state["answers"]}})


def _take(request: HttpRequest, webinar: Webinar, row: dict[str, Any]) -> dict[str, Any]:
    if "test" in row:
        if not request.user.is_authenticated:
            raise AnswerRefused(_("Sign in to hand in the test."))
        answers = row.get("answers")
        given = [_given(one) for one in answers[:MOST] if isinstance(one, dict)] if isinstance(answers, list) else []
        hand_in_test(user=request.user, webinar=webinar, given=given, sent=_named(row["test"]))
        return {}
    given_one = _given(row)
    if request.user.is_authenticated:
        answer_question(user=request.user, webinar=webinar, given=given_one)
        return {}
    version = version_asked(webinar, given_one)
    return {given_one.question: judged(version, known(version, given_one.chosen), _language())}


def _given(row: dict[str, Any]) -> Given:
    chosen, version = row.get("chosen"), row.get("version")
    number = version if isinstance(version, int) and not isinstance(version, bool) and 0 < version < 10**6 else None
    return Given(str(row.get("question", "")), [str(one) for one in chosen] if isinstance(chosen, list) else [], number)


def _named(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        raise AnswerRefused(_("These are not answers.")) from None


# --- without scripts ---------------------------------------------------------------------------------


def _take_form(request: HttpRequest, webinar: Webinar) -> HttpResponse:
    here = reverse("webinars:quiz", args=[webinar.code])
    sent = request.POST
    if "test" in sent and not request.user.is_authenticated:
        return redirect_to_login(f"{here}#test")
    try:
        if "test" in sent:
            given = [_from_form(sent, name[2:], name) for name in sent if name.startswith("q-")]
            hand_in_test(user=request.user, webinar=webinar, given=given, sent=uuid4())
            return redirect(f"{here}#test")
        one = _from_form(sent, sent.get("question", ""), "option")
        if request.user.is_authenticated:
            answer_question(user=request.user, webinar=webinar, given=one)
            return redirect(f"{here}#q-{one.question}")
        version = version_asked(webinar, one)
    except AnswerRefused as problem:
        return _page(request, webinar, problem=str(problem), status=400)
    except Busy:
        return _page(request, webinar, problem=str(BUSY), status=503)
    return _page(request, webinar, seen={one.question: judged(version, known(version, one.chosen), _language())})


def _from_form(sent: Any, question: str, name: str) -> Given:
    version = sent.get(f"v-{question}", "")
    return Given(question, sent.getlist(name), int(version) if version.isascii() and version.isdigit() and len(version) < 7 else None)


def _page(request: HttpRequest, webinar: Webinar, *, problem: str = "", seen: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    asked = quiz_context(webinar, _language())
    if not asked["pausing"] and not asked["concluding"]:
        raise Http404
    user = request.user
    answers = answers_of(user, webinar, _language()) if user.is_authenticated else seen or {}
    last = QuizAttempt.objects.filter(user=user, webinar=webinar).last() if user.is_authenticated else None
    chosen = set(request.POST.getlist("option") if problem else [])
    chosen |= {value for name in request.POST if name.startswith("q-") for value in request.POST.getlist(name)} if problem else set()
    context = {
        "webinar": webinar,
        "title": words(webinar, "title"),
        "page_url": page_url(webinar),
        "pausing": [{**row, "answer": answers.get(row["uuid"])} for row in asked["pausing"]],
        "concluding": asked["concluding"],
        "test": standing_of(user, webinar) if user.is_authenticated else None,
        "last": attempt_told(last, _language()),
        "chosen": chosen,
        "problem": problem,
    }
    return render(request, "webinars/quiz.html", context, status=status)
