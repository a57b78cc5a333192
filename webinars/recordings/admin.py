"""The recording of a webinar in Wagtail: uploading, how far it is, what replaces what."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from school.foundation.files import serve_private
from school.foundation.numbers import whole_number

from ..models import Cut, CutState, Webinar, WebinarPage
from ..rules import webinar_to_change_or_404
from .cuts import SUFFIXES, prepare_cut
from .ffmpeg import DiskFull
from .inbox import files_in_inbox
from .replacing import AnotherShown, effect_of, replace_cut
from .timemap import UnreadableTimeMap, read_time_map
from .uploads import LARGEST, NO_ROOM, take_lying, take_sent


@require_http_methods(["GET", "HEAD", "POST"])
def recording(request: HttpRequest, code: str) -> HttpResponse:
    webinar = webinar_to_change_or_404(request.user, code)
    if request.method == "POST":
        return DEEDS.get(request.POST.get("do", ""), _nothing)(request, webinar)
    if "progress" in request.GET:
        return render(request, "webinars/admin/cuts.html", {"cuts": _cuts(webinar), "webinar": webinar})
    return render(request, "webinars/admin/recording.html", _context(webinar))


def _context(webinar: Webinar, **more: Any) -> dict[str, Any]:
    cuts = _cuts(webinar)
    page = WebinarPage.objects.filter(translation_key=webinar.key).order_by("pk").first()
    return {
        "webinar": webinar,
        "page": page,
        "cuts": cuts,
        "under_way": any(cut.state in (CutState.WAITING, CutState.WORKING) for cut in cuts),
        "asked": next((cut for cut in cuts if waits_for_a_word(cut, cuts)), None),
        "inbox": files_in_inbox(),
        "suffixes": ",".join(sorted(SUFFIXES)),
        "largest": LARGEST // 1024**3,
        "upload_url": reverse("wagtailadmin_recording_uploads", args=[webinar.code]),
        **more,
    }


def _cuts(webinar: Webinar) -> list[Cut]:
    rows = list(webinar.cuts.select_related("uploaded_by").prefetch_related("renditions").order_by("-number"))
    for row in rows:
        row.webinar = webinar
    return rows


def waits_for_a_word(cut: Cut, cuts: list[Cut]) -> bool:
    """Whether somebody can say what was cut out: it is the last one, and there is another to replace."""
    shown = next((row for row in cuts if row.shown), None)
    return shown is not None and cut == cuts[0] and not cut.shown and cut.state in (CutState.WAITING, CutState.WORKING, CutState.READY)


def _send(request: HttpRequest, webinar: Webinar) -> HttpResponse:
    """Without scripts: the whole file in one form."""
    sent = request.FILES.get("file")
    if isinstance(sent, UploadedFile):
        with _taking(request, _("The file is here and is being prepared.")):
            take_sent(webinar=webinar, sent=sent, actor=request.user)
    return _back(webinar)


def _pick(request: HttpRequest, webinar: Webinar) -> HttpResponse:
    lying = next((row for row in files_in_inbox() if row.name == request.POST.get("name")), None)
    if lying is None:
        messages.error(request, _("This file is no longer in the folder."))
    else:
        with _taking(request, _("«%(name)s» was taken and is being prepared.") % {"name": lying.name}):
            take_lying(webinar=webinar, path=lying.path, actor=request.user)
    return _back(webinar)


@contextmanager
def _taking(request: HttpRequest, done: str) -> Iterator[None]:
    """Said when it is taken; a full disk and a file that went meanwhile are said too."""
    try:
        yield
    except OSError as problem:
        full = isinstance(problem, DiskFull) or problem.errno == errno.ENOSPC
        messages.error(request, NO_ROOM if full else _("The file could not be read. Nothing was taken."))
    else:
        messages.success(request, done)


def _again(request: HttpRequest, webinar: Webinar) -> HttpResponse:
    cut = _asked(request, webinar)
    if cut.state in (CutState.FAILED, CutState.READY):
        prepare_cut(cut=cut, actor=request.user)
        messages.success(request, _("It goes on from where it stopped."))
    return _back(webinar)


def _replace(request: HttpRequest, webinar: Webinar) -> HttpResponse:
    """First what moves is shown, then it is done."""
    cut, gone = _asked(request, webinar), request.POST.get("gone", "")
    try:
        time_map = read_time_map(gone, webinar.duration_seconds or 0)
    except UnreadableTimeMap as problem:
        messages.error(request, str(problem))
        return render(request, "webinars/admin/recording.html", _context(webinar, gone=gone))
    if "sure" not in request.POST:
        return render(request, "webinars/admin/recording.html", _context(webinar, gone=gone, effect=effect_of(webinar, cut, time_map)))
    try:
        replace_cut(cut=cut, time_map=time_map, said_of=whole_number(request.POST.get("of", "")) or 0, actor=request.user)
    except AnotherShown:
        messages.error(request, _("Another recording is shown meanwhile. Look at the times once more."))
        return render(request, "webinars/admin/recording.html", _context(webinar, gone=gone))
    ready = Cut.objects.get(pk=cut.pk).shown
    messages.success(request, _("The new cut is shown.") if ready else _("The new cut will be shown as soon as it is ready."))
    return _back(webinar)


def _nothing(request: HttpRequest, webinar: Webinar) -> HttpResponse:
    return _back(webinar)


def _asked(request: HttpRequest, webinar: Webinar) -> Cut:
    number = whole_number(request.POST.get("cut", "")) or 0
    return get_object_or_404(Cut.objects.select_related("webinar"), webinar=webinar, number=number)


def _back(webinar: Webinar) -> HttpResponse:
    return redirect("wagtailadmin_recording", webinar.code)


DEEDS = {"send": _send, "pick": _pick, "again": _again, "replace": _replace}


@require_safe
def original(request: HttpRequest, code: str, number: int) -> HttpResponse:
    webinar = webinar_to_change_or_404(request.user, code)
    cut = get_object_or_404(Cut, webinar=webinar, number=number)
    return serve_private(request, cut.original, filename=cut.original_name or f"{webinar.code}-{number}.mp4", content_type="application/octet-stream")
