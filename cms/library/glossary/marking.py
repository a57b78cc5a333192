"""Marks the first appearance of each term in a page's text, and explains it there, with scripts or without.

Nothing but text between tags is touched: every tag of the page is given back as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

from django.template.loader import render_to_string
from django.utils.translation import override

from .known import glossary
from .lexicon import Entry, Lexicon

_TAG = re.compile(r"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<rest>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+'){0,400}+)>|<![^>]*+>", re.DOTALL)
_LANG = re.compile(r"(?<![\w:-])lang\s*=\s*[\"']?([a-zA-Z]+)")
_LEFT_ALONE = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "th", "legend", "label", "summary", "caption"),
    *("a", "button", "select", "textarea", "option", "code", "pre", "kbd", "samp", "var", "mark", "dfn", "abbr"),
    *("script", "style", "svg", "math", "noscript", "title", "object", "iframe", "video", "audio"),
}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
KEPT = 128  # texts a process remembers as marked


def mark_terms(html: str, language: str) -> str:
    """A reading pass (cms/pages/reading.py)."""
    known = glossary(language)
    if known is None:
        return html
    return _marked(html, language, known.url, known.version, known.lexicon)


@lru_cache(maxsize=KEPT)
def _marked(html: str, language: str, url: str, version: tuple[object, ...], lexicon: Lexicon) -> str:
    place = sha256(html.encode()).hexdigest()[:4]  # two texts of one page have the same words, never the same ids
    out: list[str] = []
    found: dict[str, Entry] = {}
    for text, readable in _pieces(html, language):
        out.append(_with_marks(text, lexicon, found, place) if readable else text)
    if not found:
        return html
    with override(language):
        out.append(render_to_string("library/parts/term_cards.html", {"entries": found.values(), "place": place, "url": url, "language": language}))
    return "".join(out)


def _pieces(html: str, language: str) -> Iterator[tuple[str, bool]]:
    """The page in pieces, each with whether a term in it may be marked."""
    inside, depth, at = "", 0, 0
    for tag in _TAG.finditer(html):
        yield html[at : tag.start()], not inside
        yield tag.group(), False
        at = tag.end()
        name = (tag["name"] or "").lower()
        if inside:
            if name == inside and not tag["rest"].endswith("/"):
                depth += -1 if tag["end"] else 1
                inside = inside if depth else ""
        elif name and not tag["end"] and _is_left_alone(name, tag["rest"], language):
            inside, depth = name, 1
    yield html[at:], not inside


def _is_left_alone(name: str, rest: str, language: str) -> bool:
    if name in _VOID or rest.endswith("/"):
        return False
    foreign = _LANG.search(rest)
    return name in _LEFT_ALONE or bool(foreign and foreign[1].lower() != language)


def _with_marks(text: str, lexicon: Lexicon, found: dict[str, Entry], place: str) -> str:
    out, at = [], 0
    for spot in lexicon.places(text):
        slug = spot.entry.slug
        if slug in found:
            continue
        found[slug] = spot.entry
        out += [text[at : spot.start], f'<a class="term" id="term-{slug}-{place}-here" href="#term-{slug}-{place}" role="doc-glossref">']
        out += [text[spot.start : spot.end], "</a>"]
        at = spot.end
    return "".join([*out, text[at:]])
