"""What a person keeps on their device to use without a network: an app registers a kind, the device asks what belongs to an item.

The copy lies in the browser; the server only says what to take (`manifest`) and, at every contact, whether it may stay (`check`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from . import offline
from .keeping_words import kept_words

SALT = "school.foundation.keeping"
MOST = 200  # items asked about at once
SCRIPTS = tuple(f"js/kept/{name}.js" for name in ("back", "gather", "page", "reading", "save", "saved", "store", "trying", "words"))


@dataclass(frozen=True)
class File:
    """A large file, taken by ranges. Its tag changes whenever its bytes do."""

    url: str
    size: int
    tag: str


@dataclass(frozen=True)
class Kept:
    """What is kept as one thing. `pages` come with all they need to look themselves; `small` files are taken whole.

    `instead` changes addresses written in the pages: a rendition that is not taken for the one that is.
    `after` says for the address of a form that waits for the network which page comes next, `titles` what the person would call it.
    """

    title: str
    about: str  # what it is and in which form: «Webinar, video 360p»
    version: str
    size: int  # bytes expected in all
    pages: tuple[str, ...]
    small: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    instead: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)


Keep = Callable[[Any, str, str, str], Kept]
"""(user, id, variant, language) gives the item, or Http404 where it is not this person's to keep."""

_kinds: dict[str, Keep] = {}


def register(kind: str, keep: Keep, *, paths: Iterable[str], posts: Iterable[str] = ()) -> None:
    """Once, from AppConfig.ready(). `paths`: regular expressions of addresses, pages excepted, that items of this kind may hold;
    `posts`: of forms that may be sent when the network is back. What `posts` do must be safe to repeat."""
    _kinds[kind] = keep
    offline.reach(kind, paths=paths, posts=posts)


def owner_of(user: Any) -> str:
    """A person's name for their own device, which tells nobody who it is."""
    return salted_hmac(SALT, str(user.pk)).hexdigest()[:16] if user.is_authenticated else ""


def stamp_of(user: Any) -> str:
    """The server's own word of when this person saved something; the device brings it back with what it measured since."""
    return signing.dumps([owner_of(user), int(timezone.now().timestamp())], salt=SALT)


def saved_since(user: Any, stamp: str) -> datetime | None:
    """When this person's copy was saved; None for what the server has not signed, or signed for another."""
    try:
        owner, moment = signing.loads(stamp[:300], salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return datetime.fromtimestamp(moment, timezone.get_current_timezone()) if owner == owner_of(user) else None


def find(user: Any, kind: str, number: str, variant: str, language: str) -> Kept:
    if kind not in _kinds:
        raise Http404
    with override(language):
        return _kinds[kind](user, number, variant, language)


def is_kept(request: HttpRequest) -> bool:
    """Whether the page is asked for to be saved: nobody reads it now."""
    return request.headers.get("X-Keep") == "1"


def waited(request: HttpRequest) -> bool:
    """Whether a form comes from a device that had no network: it is answered in JSON, a refusal as `{"error": …}` with 409."""
    return request.headers.get("Accept") == "application/json"


@never_cache
@require_GET
def saved(request: HttpRequest) -> HttpResponse:
    """The list of what lies on this device. The page knows nothing of it: the device does."""
    return render(request, "components/saved.html", {"words": kept_words()})


@never_cache
@require_GET
def manifest(request: HttpRequest, kind: str, number: str) -> JsonResponse:
    variant, language = request.GET.get("as", ""), get_language() or "uk"
    kept = find(request.user, kind, number, variant, language)
    return JsonResponse(
        {
            "kind": kind,
            "id": number,
            "variant": variant,
            "language": language,
            "owner": owner_of(request.user),
            "title": kept.title,
            "about": kept.about,
            "version": kept.version,
            "size": kept.size,
            "pages": kept.pages,
            "small": kept.small,
            "files": [{"url": file.url, "size": file.size, "tag": file.tag} for file in kept.files],
            "instead": kept.instead,
            "after": kept.after,
            "titles": kept.titles,
            "stamp": stamp_of(request.user),
        }
    )


@csrf_exempt  # changes nothing, and a service worker has no token before it has asked
@never_cache
@require_POST
def check(request: HttpRequest) -> JsonResponse:
    """`{"items": [{"key", "kind", "id", "variant", "language", "version", "owner"}]}`: for each `keep`, `update`, `hold` or `drop`.

    Only what is no longer open to the very person who saved it is dropped. Nobody signed in (`signin`) proves nothing, somebody else
    (`person`) even less: such copies are held till their owner is back."""
    try:
        rows = json.loads(request.body)["items"][:MOST]
        verdicts = {str(row["key"]): _verdict(request.user, row) for row in rows}
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": _("This is not a list of what is kept.")}, status=400)
    person = str(request.user.pk) if request.user.is_authenticated else ""
    return JsonResponse({"me": owner_of(request.user), "person": person, "token": get_token(request), "items": verdicts})


def _verdict(user: Any, row: dict[str, Any]) -> dict[str, Any]:
    if row["owner"] not in ("", owner_of(user)):
        return {"verdict": "hold", "why": "person" if user.is_authenticated else "signin"}
    language = row["language"] if row["language"] in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    try:
        kept = find(user, str(row["kind"]), str(row["id"]), str(row["variant"]), language)
    except Http404:
        return {"verdict": "drop", "why": "gone"}
    if kept.version != row["version"]:
        return {"verdict": "update", "size": kept.size}
    return {"verdict": "keep"}


kept_urlpatterns = [
    path("my/saved/", saved, name="saved"),
    path("my/saved/check/", check, name="saved_check"),
    path("my/saved/<slug:kind>/<str:number>/", manifest, name="saved_manifest"),
]
