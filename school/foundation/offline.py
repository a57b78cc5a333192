"""Pages that open without a network. One service worker, at /sw.js; an app registers a named cache: its pages and what they need.

What a person saves by themselves is `keeping.py`; here only stands how far it reaches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.views.decorators.http import require_GET

WORKER = tuple(Path(__file__).parent / name for name in ("offline.js", "keeping.js"))
FACE = (  # what every page of ours needs to look itself
    "css/tokens.css", "css/fonts.css", "css/components.css", "css/site.css",
    "css/fonts/commissioner-cyrillic-wght-normal.woff2", "css/fonts/commissioner-latin-wght-normal.woff2",
    "css/fonts/commissioner-cyrillic-ext-wght-normal.woff2", "css/fonts/commissioner-latin-ext-wght-normal.woff2",
)  # fmt: skip


@dataclass(frozen=True)
class Cache:
    """`pages`: regular expressions of paths, kept as they were last seen with the network on. `files`: names of static files."""

    pages: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """Regular expressions of paths: what may be answered from what a person has saved, and forms that may be sent later."""

    paths: tuple[str, ...]
    posts: tuple[str, ...]


_caches: dict[str, Cache] = {}
_reaches: dict[str, Reach] = {"ground": Reach((settings.STATIC_URL, settings.MEDIA_URL, "/art/", "/documents/"), ())}


def register(name: str, *, pages: Iterable[str], files: Iterable[str] = ()) -> None:
    """Once, from AppConfig.ready(). A kept page lies readable on the device: nothing secret may stand in it."""
    _caches[name] = Cache(tuple(pages), (*FACE, *files))
    _worker.cache_clear()


def reach(kind: str, *, paths: Iterable[str], posts: Iterable[str] = ()) -> None:
    _reaches[kind] = Reach(tuple(paths), tuple(posts))
    _worker.cache_clear()


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(_made() if settings.DEBUG else _worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=1)
def _worker() -> str:
    return _made()


def _made() -> str:
    caches = {
        name: {"version": _version(cache), "pages": [f"^(/en)?{page}$" for page in cache.pages], "files": _addresses(cache)}
        for name, cache in sorted(_caches.items())
    }
    kept = {
        "paths": [f"^(/en)?{path}" for _kind, reach in sorted(_reaches.items()) for path in reach.paths],
        "posts": [f"^(/en)?{path}$" for _kind, reach in sorted(_reaches.items()) for path in reach.posts],
    }
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in WORKER)
    return f"const CACHES = {json.dumps(caches, indent=1)};\nconst KEPT = {json.dumps(kept, indent=1)};\n{scripts}"


def _addresses(cache: Cache) -> list[str]:
    """A module is imported by its plain name, beside the one with a hash."""
    plain = [settings.STATIC_URL + name for name in cache.files if name.endswith(".js")]
    return sorted({*(static(name) for name in cache.files), *plain})


def _version(cache: Cache) -> str:
    """Other bytes, another version: the worker takes all files anew, together."""
    digest = hashlib.sha256()
    for name in cache.files:
        found = finders.find(name)
        if not isinstance(found, str):
            raise FileNotFoundError(name)
        digest.update(Path(found).read_bytes())
    return digest.hexdigest()[:12]
