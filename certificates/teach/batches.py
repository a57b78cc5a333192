"""Issuing to many: whom, how far it is, the letters that wait, files for the office."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from school.foundation.files import serve_private
from school.foundation.history import history_of
from school.foundation.models import Job
from school.foundation.numbers import whole_number
from school.foundation.report_files import TYPES

from ..awards import NotEarned, award_of
from ..batches.candidates import CHOICES, candidates, template_name
from ..batches.choosing import PER_PAGE, Choice
from ..batches.issuing import last_job, make_batch, pause_batch, resume_batch, retry_failed, stop_batch
from ..batches.outbox import send_letters, waiting_letters
from ..batches.packing import KEPT_DAYS, last_packing, pack_batch
from ..batches.previewing import preview_picture
from ..batches.subjects import PARAMETERS, Subject, subject_of
from ..enums import AwardKind, BatchState, RowState
from ..models import Batch, BatchPack, Certificate
from ..wording import verb_words
from .doors import coordinator_or_404

BATCHES_PER_PAGE = 50
LETTERS_SHOWN = 200


@login_required
@require_GET
def batches(request: HttpRequest) -> HttpResponse:
    coordinator_or_404(request)
    counts = {state: Count("rows", filter=Q(rows__state=state)) for state in RowState.values}
    rows = Batch.objects.select_related("made_by__profile").annotate(people=Count("rows"), **counts).order_by("-made_at", "-pk")
    return render(request, "certificates/teach/batches.html", {"page": Paginator(rows, BATCHES_PER_PAGE).get_page(request.GET.get("page"))})


def _subject_or_404(request: HttpRequest) -> Subject:
    coordinator_or_404(request)
    for name, kind in PARAMETERS.items():
        if code := request.GET.get(name):
            if (subject := subject_of(kind, code[:20])) is not None:
                return subject
            break
    raise Http404


@login_required
@require_http_methods(["GET", "POST"])
def new_batch(request: HttpRequest) -> HttpResponse:
    """Choose, look, unmark; pages are turned by the form itself, so that what was unmarked stays so without a script."""
    subject = _subject_or_404(request)
    choice = Choice.of(subject, request.POST, request.GET)
    if request.method == "POST" and "issue" in request.POST:
        if (trouble := _trouble(request, choice)) is None:
            return redirect("certificates:batch", _issued(request, choice).code)
        messages.error(request, trouble)
    page = Paginator(choice.people, PER_PAGE).get_page(choice.page)
    shown = candidates(subject, page.object_list)
    context = {
        "subject": subject,
        "choice": choice,
        "page": page,
        "rows": shown,
        "choices": CHOICES,
        "shown": " ".join(row.key for row in shown if row.choosable),
        "off": " ".join(sorted(choice.off)),
        "token": _token(request),
        "template": template_name(subject),
        "warned": sum(bool(row.warnings) for row in shown),
        "look": next((row for row in shown if row.key == request.POST.get("look")), None),
        "send_at_once": request.POST.get("send") == "now",
    }
    return render(request, "certificates/teach/new_batch.html", context)


def _token(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid.uuid4()


def _trouble(request: HttpRequest, choice: Choice) -> str | None:
    if Batch.objects.filter(token=_token(request)).exists():  # pressed twice
        return None
    if request.POST.get("digest") != choice.digest:
        return _("The list has changed since you opened it: somebody has finished, or has a certificate now. Look again, then issue.")
    return None if choice.chosen else _("Nobody is marked.")


def _issued(request: HttpRequest, choice: Choice) -> Batch:
    subject = choice.subject
    return make_batch(
        token=_token(request),
        kind=subject.kind,
        record_code=subject.code,
        title=subject.title,
        template=template_name(subject),
        rows=choice.chosen,
        send_at_once=request.POST.get("send") == "now",
        actor=request.user,
    )


@login_required
@require_GET
def sheet_picture(request: HttpRequest) -> HttpResponse:
    """One person's sheet as it would be, on demand."""
    subject = _subject_or_404(request)
    key = request.GET.get("key", "")[:40]
    if not subject.people.filter(award_key=key).exists():
        raise Http404
    try:
        response = HttpResponse(preview_picture(award_of(subject.kind, key)), content_type="image/webp")
    except NotEarned:
        raise Http404 from None
    response["Cache-Control"] = "private, no-store"
    return response


def _batch_or_404(request: HttpRequest, code: str) -> Batch:
    coordinator_or_404(request)
    return get_object_or_404(Batch.objects.select_related("made_by__profile"), code=code)


@login_required
@require_GET
def batch(request: HttpRequest, code: str) -> HttpResponse:
    found = _batch_or_404(request, code)
    counts = _counts(found)
    issuing, packing = last_job(found), last_packing(found)
    files_left = Certificate.objects.filter(batch_rows__batch=found, sha256="").count()
    broken = found.state == BatchState.RUNNING and issuing is not None and issuing.state == "failed"
    context: dict[str, Any] = {
        "batch": found,
        "counts": counts,
        "total": sum(counts.values()),
        "over": sum(counts.values()) - counts[RowState.WAITS],
        "failed": found.rows.filter(state=RowState.FAILED).select_related("person__profile")[:LETTERS_SHOWN],
        "files_left": files_left,
        "broken": broken,
        "packs": found.packs.select_related("batch"),
        "packing": packing if packing and not packing.over else None,
        "packing_failed": packing is not None and packing.state == "failed",
        **_left_out(packing),
        "kept_days": KEPT_DAYS,
        "busy": (found.state == BatchState.RUNNING and not broken) or files_left > 0 or (packing is not None and not packing.over),
        "events": [{"words": verb_words(event.verb), "event": event} for event in history_of(found).select_related("actor")[:50]],
        "page": Paginator(found.rows.select_related("certificate", "person__profile"), PER_PAGE).get_page(request.GET.get("page")),
        "back": _back(found),
        **_letters(found),
    }
    return render(request, "certificates/teach/batch.html", context)


def _counts(found: Batch) -> dict[str, int]:
    return dict.fromkeys(RowState.values, 0) | dict(found.rows.order_by().values_list("state").annotate(Count("pk")))


def _back(found: Batch) -> str:
    subject = subject_of(AwardKind(found.kind), found.record_code)
    return subject.back if subject else ""


def _letters(found: Batch) -> dict[str, Any]:
    waiting = waiting_letters(found).order_by("pk")
    count = waiting.count()
    return {"letters": count, "letter": waiting.first() if count else None, "addresses": list(waiting.values_list("to", flat=True)[:LETTERS_SHOWN])}


@login_required
@require_POST
def steer(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """Pause, resume, try the failed again, send the letters, make the files."""
    found = _batch_or_404(request, code)
    verbs = {"pause": pause_batch, "resume": resume_batch, "retry": retry_failed, "send": send_letters, "pack": pack_batch}
    if verb not in verbs:
        raise Http404
    done = verbs[verb](batch=found, actor=request.user)
    if verb == "send":
        _say_sent(request, done)
    return redirect("certificates:batch", found.code)


@login_required
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """Asked first: it cannot be undone. GET: whom it leaves out and what stays."""
    found = _batch_or_404(request, code)
    if request.method == "POST":
        found = stop_batch(batch=found, actor=request.user)
    if found.state not in (BatchState.RUNNING, BatchState.PAUSED):
        if found.state != BatchState.STOPPED:
            messages.info(request, _("There was nothing to stop: the last row had been issued already."))
        return redirect("certificates:batch", found.code)
    counts = _counts(found)
    context = {"batch": found, "left_out": counts[RowState.WAITS], "stay": counts[RowState.ISSUED], "letters": waiting_letters(found).count()}
    return render(request, "certificates/teach/stop_batch.html", context)


def _say_sent(request: HttpRequest, job: Any) -> None:
    if job is None:
        messages.info(request, _("No letter waits: all of them have been sent already, or are not written yet."))
    else:
        messages.success(request, _("The letters are on their way."))


@login_required
@require_GET
def pack_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = _batch_or_404(request, code)
    pack = get_object_or_404(BatchPack.objects.select_related("batch"), batch=found, pk=whole_number(str(pk)))
    kind = pack.download_name.rpartition(".")[2]
    return serve_private(request, pack.file, filename=pack.download_name, content_type=TYPES.get(kind, "application/zip"), cache="private, no-store")


def _left_out(packing: Job | None) -> dict[str, list[dict[str, Any]]]:
    """Of the last packing: what had no file yet, and what has a file that may not be handed out."""
    rows = packing.failures if packing and packing.over else []
    return {"not_packed": [row for row in rows if not row.get("damaged")], "damaged": [row for row in rows if row.get("damaged")]}
