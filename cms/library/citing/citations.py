"""How to cite, in the styles people are asked for: citeproc sets the words by CSL styles of our own."""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ..models import PiecePage
from .items import NAMED, item_of

STYLES = {"dstu-8302-2015": "ДСТУ 8302:2015", "apa-7": "APA 7"}
LOCALES = {"uk": "uk-UA", "en": "en-GB"}


def citations_of(piece: PiecePage) -> list[dict[str, Any]]:
    """One row a style: `name` and `html`, in which only <i> stands besides words."""
    item = item_of(piece)
    return [{"name": name, "html": cite(style, item, piece.locale.language_code)} for style, name in STYLES.items()]


def cite(style: str, item: dict[str, Any], language: str) -> SafeString:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    if style == "dstu-8302-2015":
        item = _headed(item)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of every field a style does not use
        source = CiteProcJSON([_escaped({name: value for name, value in item.items() if name not in ("abstract", "keyword")})])
        made = CitationStylesBibliography(_style(style, language), source, formatter.html)
        made.register(Citation([CitationItem(item["id"])]))
        return mark_safe(_tidy("".join(made.bibliography()[0])))


@cache
def _style(style: str, language: str) -> Any:
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(str(Path(__file__).parent / "styles" / f"{style}.csl"), validate=False, locale=LOCALES.get(language, "uk-UA"))


def _headed(item: dict[str, Any]) -> dict[str, Any]:
    """DSTU: up to three authors stand before the title, more of them after it, as «first author and others»."""
    authors = item.get("author", [])
    if len(authors) <= NAMED:
        return item
    return {name: value for name, value in item.items() if name != "author"} | {"editor": authors}


def _escaped(value: Any) -> Any:
    """citeproc takes words for ready HTML."""
    if isinstance(value, dict):
        return {name: _escaped(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_escaped(inner) for inner in value]
    return str(escape(value)) if isinstance(value, str) else value


def _tidy(html: str) -> str:
    """Two full stops where initials meet the style's own, two spaces where a field is empty."""
    return " ".join(html.replace("..", ".").split())
