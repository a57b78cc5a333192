"""What a piece tells machines: JSON-LD, Dublin Core and the tags scholars' programs read (Highwire Press)."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from cms.pages.addresses import page_url
from school.foundation.centre import centre, words

from ..enums import RESEARCH, Licence
from ..models import PieceAuthor, PiecePage

Tag = tuple[str, str]


def address_of(piece: PiecePage) -> str:
    return f"{settings.PUBLIC_URL}{page_url(piece)}"


def licence_url(piece: PiecePage) -> str:
    return Licence(piece.licence).url


def signed_as(author: PieceAuthor) -> str:
    """«Surname, Given name», as catalogues sort people; an organisation or a bare name stays as it is."""
    person = author.person
    return f"{person.family_name}, {person.given_name}" if person is not None and person.family_name else author.signed


def meta_tags(piece: PiecePage) -> list[Tag]:
    language, house = piece.locale.language_code, words(centre(), "name")
    authors = [signed_as(author) for author in piece.authors.all()]
    day, address = piece.published_on, address_of(piece)
    highwire: list[Tag] = [
        ("citation_title", piece.title),
        *[("citation_author", name) for name in authors],
        ("citation_publication_date", day.strftime("%Y/%m/%d")),
        ("citation_publisher", house),
        ("citation_language", language),
        ("citation_abstract_html_url", address),
        ("citation_pdf_url", f"{address}pdf/"),
        *[("citation_keywords", word) for word in piece.keyword_list],
    ]
    return highwire + [(name.replace("dc:", "DC."), value) for name, value in dublin_core(piece, authors, house)]


def dublin_core(piece: PiecePage, authors: list[str], publisher: str) -> list[Tag]:
    """Simple Dublin Core, names prefixed «dc:»; also what OAI-PMH hands out."""
    rows: list[Tag] = [
        ("dc:title", piece.title),
        *[("dc:creator", name) for name in authors],
        *[("dc:subject", word) for word in piece.keyword_list],
        ("dc:description", piece.abstract),
        ("dc:publisher", publisher),
        ("dc:date", piece.published_on.isoformat()),
        ("dc:type", "report" if piece.kind in RESEARCH else "article"),
        ("dc:format", "text/html"),
        ("dc:identifier", address_of(piece)),
        ("dc:language", piece.locale.language_code),
    ]
    return [*rows, ("dc:rights", licence_url(piece) or str(Licence(piece.licence).label))]


def json_ld_of(piece: PiecePage) -> dict[str, Any]:
    data = {
        "@context": "https://schema.org",
        "@type": "Report" if piece.kind in RESEARCH else "Article",
        "headline": piece.title,
        "abstract": piece.abstract,
        "inLanguage": piece.locale.language_code,
        "datePublished": piece.published_on.isoformat(),
        "dateModified": (piece.revised_on or piece.published_on).isoformat(),
        "author": [_who(author) for author in piece.authors.all()],
        "publisher": {"@type": "Organization", "name": words(centre(), "name")},
        "keywords": piece.keyword_list,
        "about": [words(topic, "name") for topic in piece.topics.all()],
        "url": address_of(piece),
        "isAccessibleForFree": True,
    }
    return data | ({"license": licence_url(piece)} if licence_url(piece) else {})


def _who(author: PieceAuthor) -> dict[str, str]:
    person = author.person
    if person is None:
        return {"@type": "Person", "name": author.name}
    kind = "Person" if person.family_name else "Organization"
    told = {"@type": kind, "name": person.title, "url": f"{settings.PUBLIC_URL}{page_url(person)}"}
    return told | ({"sameAs": f"https://orcid.org/{person.orcid}"} if person.orcid else {})
