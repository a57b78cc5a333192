"""What the page of a piece shows besides its text."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.html import strip_tags

from school.foundation.memo import remember

from ..citing.citations import citations_of
from ..enums import Licence
from ..models import PiecePage
from .head import json_ld_of, licence_url, meta_tags
from .listing import SIGNED
from .related import related_to

WORDS_A_MINUTE = 180
_WORD = re.compile(r"\w+")


def piece_context(piece: PiecePage) -> dict[str, Any]:
    if piece.pk:
        prefetch_related_objects([piece], "topics", SIGNED, "files__document", "footnotes")
    licence = Licence(piece.licence)
    return {
        "authors": list(piece.authors.all()),
        "minutes": minutes_of(piece),
        "citations": citations_of(piece),
        "related": related_to(piece),
        "meta": meta_tags(piece),
        "json_ld_data": json_ld_of(piece),
        "licence": {"name": licence.label, "url": licence_url(piece)},
    }


def minutes_of(piece: PiecePage) -> int:
    """Reading time, at least one minute: counted once a revision."""
    return remember(f"minutes:{piece.pk}", lambda: _minutes(piece), version=piece.latest_revision_id or piece.pk)


def _minutes(piece: PiecePage) -> int:
    told = strip_tags(" ".join(str(value) for value in _values(piece.body.get_prep_value())))
    return max(1, round(len(_WORD.findall(told)) / WORDS_A_MINUTE))


def _values(data: Any) -> list[str]:
    """Every text in a stream's plain data, ids and types left out."""
    if isinstance(data, dict):
        return [text for key, value in data.items() if key not in ("id", "type") for text in _values(value)]
    if isinstance(data, list):
        return [text for value in data for text in _values(value)]
    return [data] if isinstance(data, str) else []
