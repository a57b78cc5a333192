"""References for reference managers: BibTeX and RIS."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from ..enums import RESEARCH
from ..models import PiecePage
from .items import item_of


def bibtex_response(piece: PiecePage) -> HttpResponse:
    return _download(bibtex(piece), "application/x-bibtex", f"{piece.slug}.bib")


def ris_response(piece: PiecePage) -> HttpResponse:
    return _download(ris(piece), "application/x-research-info-systems", f"{piece.slug}.ris")


def bibtex(piece: PiecePage) -> str:
    import bibtexparser
    from bibtexparser.model import Entry, Field

    item = item_of(piece)
    year, month, day = item["issued"]["date-parts"][0]
    told = {
        "author": " and ".join(_braced(name) for name in item["author"]),
        "title": f"{{{item['title']}}}",
        "date": f"{year}-{month:02}-{day:02}",
        "year": str(year),
        "organization" if piece.kind not in RESEARCH else "institution": item.get("publisher", ""),
        "type": item.get("genre", ""),
        "url": item["URL"],
        "urldate": "-".join(f"{part:02}" for part in item["accessed"]["date-parts"][0]),
        "language": {"uk": "ukrainian", "en": "english"}.get(item["language"], ""),
        "keywords": item.get("keyword", ""),
        "abstract": item.get("abstract", ""),
    }
    kind = "techreport" if piece.kind in RESEARCH else "online"
    library = bibtexparser.Library()
    library.add(Entry(kind, item["id"], [Field(name, _plain(value, name)) for name, value in told.items() if value]))
    return bibtexparser.write_string(library)


def ris(piece: PiecePage) -> str:
    import rispy

    item = item_of(piece)
    year, month, day = item["issued"]["date-parts"][0]
    entry = {
        "type_of_reference": "RPRT" if piece.kind in RESEARCH else "ELEC",
        "id": item["id"],
        "title": item["title"],
        "authors": [name.get("literal") or f"{name['family']}, {name['given']}" for name in item["author"]],
        "year": str(year),
        "date": f"{year}/{month:02}/{day:02}",
        "publisher": item.get("publisher", ""),
        "place_published": item.get("publisher-place", ""),
        "abstract": " ".join(item.get("abstract", "").split()),
        "keywords": [word for word in item.get("keyword", "").split(", ") if word],
        "urls": [item["URL"]],
        "language": item["language"],
    }
    return rispy.dumps([{name: value for name, value in entry.items() if value}])


def _braced(name: dict[str, str]) -> str:
    return f"{{{name['literal']}}}" if "literal" in name else f"{name['family']}, {name['given']}"


def _plain(value: str, name: str) -> str:
    """Braces of the text itself would end a field; those of names and titles are ours."""
    return value if name in ("author", "title") else value.replace("{", "(").replace("}", ")")


def _download(text: str, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Robots-Tag"] = "noindex"
    return answer
