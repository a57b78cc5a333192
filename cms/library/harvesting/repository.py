"""Pieces for harvesters (OAI-PMH 2.0): the oai-repo library speaks the protocol, here it is told what we have."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from lxml import etree
from oai_repo import DataInterface, Identify, MetadataFormat, RecordHeader, Set
from oai_repo.response import NSMAP_OAIDC, OAIDC_SCHEMA

from school.foundation.centre import centre, words

from ..citing.items import portal_name
from ..enums import PieceKind
from ..models import PiecePage
from ..pieces.head import dublin_core, signed_as
from ..pieces.listing import listed

A_LIST = 100
OLDEST = datetime(2012, 1, 1, tzinfo=UTC)  # nothing of a portal is older than its centre


class Pieces(DataInterface):
    """A record is a piece in one language; its identifier holds the page's translation key and language, which stay."""

    limit = A_LIST

    @cached_property
    def host(self) -> str:
        return urlsplit(settings.PUBLIC_URL).hostname or "localhost"

    def get_identify(self) -> Identify:
        first = _public().order_by("last_published_at").values_list("last_published_at", flat=True).first()
        return Identify(
            repository_name=portal_name("uk"),
            base_url=f"{settings.PUBLIC_URL}{reverse('library_global:oai')}",
            admin_email=[centre().email or settings.DEFAULT_FROM_EMAIL],
            earliest_datestamp=_stamp(first or OLDEST),
            deleted_record="no",
            granularity="YYYY-MM-DDThh:mm:ssZ",
            compression=[],
            description=[],
        )

    def identifier_of(self, piece: PiecePage) -> str:
        return f"oai:{self.host}:{piece.translation_key}/{piece.locale.language_code}"

    def _find(self, identifiers: list[str]) -> dict[str, PiecePage]:
        keys = [identifier.removeprefix(f"oai:{self.host}:").split("/")[0] for identifier in identifiers]
        found = {self.identifier_of(piece): piece for piece in listed(_public().filter(translation_key__in=[key for key in keys if _is_key(key)]))}
        return {identifier: found[identifier] for identifier in identifiers if identifier in found}

    def is_valid_identifier(self, identifier: str) -> bool:
        return bool(self._find([identifier]))

    def get_metadata_formats(self, identifier: str | None = None) -> list[MetadataFormat]:
        return [MetadataFormat("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", "http://www.openarchives.org/OAI/2.0/oai_dc/")]

    def get_record_header(self, identifier: str) -> RecordHeader:
        return self.get_records_header([identifier])[0]

    def get_records_header(self, identifiers: list[str]) -> list[RecordHeader]:
        return [
            RecordHeader(
                identifier=name, datestamp=_stamp(piece.last_published_at or OLDEST), setspecs=[piece.kind, f"lang-{piece.locale.language_code}"]
            )
            for name, piece in self._find(identifiers).items()
        ]

    def get_record_metadata(self, identifier: str, metadataprefix: str) -> Any:
        return self.get_records_metadata([identifier], metadataprefix)[0]

    def get_records_metadata(self, identifiers: list[str], metadataprefix: str) -> list[Any]:
        return [_as_xml(piece) for piece in self._find(identifiers).values()]

    def get_record_abouts(self, identifier: str) -> list[Any]:
        return []

    def list_set_specs(self, identifier: str | None = None, cursor: int = 0) -> tuple[list[str], int, None]:
        if identifier is not None:
            specs = self.get_record_header(identifier).setspecs
        else:
            specs = [*PieceKind.values, *[f"lang-{code}" for code, _ in settings.LANGUAGES]]
        return specs[cursor : cursor + self.limit], len(specs), None

    def get_set(self, setspec: str) -> Set | None:
        if setspec in PieceKind.values:
            return Set(spec=setspec, name=str(PieceKind(setspec).label), description=[])
        languages = {f"lang-{code}": str(name) for code, name in settings.LANGUAGES}
        return Set(spec=setspec, name=languages[setspec], description=[]) if setspec in languages else None

    def list_identifiers(
        self, metadataprefix: str, filter_from: datetime | None = None, filter_until: datetime | None = None,
        filter_set: str | None = None, cursor: int = 0,
    ) -> tuple[list[str], int, str]:  # fmt: skip
        pieces = _public().order_by("last_published_at", "pk").only("translation_key", "locale__language_code", "last_published_at")
        if filter_from is not None:
            pieces = pieces.filter(last_published_at__gte=filter_from)
        if filter_until is not None:
            pieces = pieces.filter(last_published_at__lte=filter_until.replace(microsecond=999_999))
        if filter_set:
            pieces = pieces.filter(locale__language_code=filter_set[5:]) if filter_set.startswith("lang-") else pieces.filter(kind=filter_set)
        names = [self.identifier_of(piece) for piece in pieces[cursor : cursor + self.limit]]
        last = pieces.order_by("-last_published_at").values_list("last_published_at", flat=True).first()
        return names, pieces.count(), _stamp(last) if last else ""


def _public() -> QuerySet[PiecePage]:
    return PiecePage.objects.live().public().select_related("locale")


def _is_key(text: str) -> bool:
    return len(text) == 36 and all(sign in "0123456789abcdef-" for sign in text)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _as_xml(piece: PiecePage) -> Any:
    root = etree.Element(
        f"{{{NSMAP_OAIDC['oai_dc'].decode()}}}dc",
        nsmap={name: str(uri, "ascii") if isinstance(uri, bytes) else uri for name, uri in NSMAP_OAIDC.items()},
    )
    root.set(*[part.decode() if isinstance(part, bytes) else part for part in OAIDC_SCHEMA])
    authors = [signed_as(author) for author in piece.authors.all()]
    for name, value in dublin_core(piece, authors, words(centre(), "name", piece.locale.language_code)):
        etree.SubElement(root, f"{{{NSMAP_OAIDC['dc'].decode()}}}{name.removeprefix('dc:')}").text = _writable(value)
    return root


def _writable(text: str) -> str:
    """XML knows no control signs."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")
