"""What of a template is frozen with a certificate, and what of that the sheet is drawn with."""

from __future__ import annotations

from datetime import date
from typing import Any

import structlog
from django.core.exceptions import ValidationError
from django.utils.translation import override

from school.foundation.calendar import day_words, span_words
from school.foundation.centre import CentreSettings, words

from ..enums import INK, OWN, PAPER, every_fact
from ..models import CertificateTemplate, Picture, SheetVersion
from ..once import once
from . import pictures
from .bands import band
from .own.reading import written
from .texts import FIELDS

log = structlog.get_logger(__name__)


def frozen_look(template: CertificateTemplate, house: CentreSettings, language: str, *, kept: bool = True) -> dict[str, Any]:
    """`kept`: the pictures' bytes are kept for ever; a preview carries them itself."""
    said = {name: words(template, name, language) for name in FIELDS}
    second = {f"second_{name}": words(template, name, "uk") if language != "uk" else "" for name in FIELDS}
    return {
        **said,
        **second,
        "second_school": house.school_name_uk if language != "uk" else "",
        "second_city": house.city_uk if language != "uk" else "",
        "cloth": template.cloth,
        "design": template.design,
        **_own_sheet(template, kept),
        "paper": template.paper,
        "accent": template.accent,
        "shown": template.facts,
        "logos": _logos(template, language, kept),
        **_signing(template, house, language),
        "template": {"id": template.pk, "revision": template.live_revision_id},
    }


def _own_sheet(template: CertificateTemplate, kept: bool) -> dict[str, Any]:
    """By its sum, once something is issued with it; a preview carries it itself."""
    if template.design != OWN or template.sheet is None:
        return {}
    sheet = written(template.sheet)
    return {"sheet": SheetVersion.objects.keep(sheet).sha256 if kept else sheet}


def own_of(frozen: dict[str, Any]) -> dict[str, Any] | None:
    found = frozen.get("sheet")
    return SheetVersion.objects.get(sha256=found).sheet if isinstance(found, str) else found


def _logos(template: CertificateTemplate, language: str, kept: bool) -> list[dict[str, str]]:
    rows = []
    for row in template.logos:
        made = _ready(row.value["picture"])
        if made is None:
            continue
        name = row.value.get(f"name_{language}") or row.value["name_uk"]
        rows.append({"name": name, **({"picture": Picture.objects.keep(*made).sha256} if kept else {"src": pictures.as_data(made)})})
    return rows


def _ready(image: Any) -> pictures.Made | None:
    """A picture lost or spoilt since it was chosen takes no certificate with it."""
    if image is None:
        return None
    try:
        return once(("logo", image.pk), lambda: pictures.logo_of(image))
    except (OSError, ValidationError):
        log.warning("logo_lost", image=image.pk)
        return None


def _signing(template: CertificateTemplate, house: CentreSettings, language: str) -> dict[str, Any]:
    """The template's own, else the centre's. Pictures stand beside the printed words, one to each."""
    rows = [row.value for row in (template.signatories or house.signatories)]
    drawn = [row.get("signature") for row in rows]
    return {
        "signatories": [{name: row.get(f"{name}_{language}") or row[f"{name}_uk"] for name in ("name", "post")} for row in rows],
        "signatures": [row.picture.sha256 if row else "" for row in drawn],
    }


def values_of(facts: dict[str, Any], language: str) -> dict[str, str]:
    """What variables say in the certificate's language, or in Ukrainian for its second line."""
    own = facts["language"] == language
    prefix = "" if own else "second_"
    with override(language):
        told = {name: facts.get(f"{prefix}{name}", "") for name in ("school", "centre", "city")}
        return told | {
            "name": facts["latin_name"] or facts["full_name"] if language != "uk" else facts["full_name"],
            "course": facts["what"] if own else facts["second_what"] or facts["what"],
            "date": day_words(date.fromisoformat(facts["issued_date"]), year=True),
            "period": span_words(date.fromisoformat(facts["starts"]), date.fromisoformat(facts["ends"]), year=True),
        }


def drawn(frozen: dict[str, Any]) -> dict[str, Any]:
    """For the sheet. What was frozen before templates had a look of their own keeps the look of then."""
    return {
        "paper": frozen.get("paper", PAPER),
        "accent": frozen.get("accent", INK),
        "own": own_of(frozen),
        "band": band(frozen["design"], frozen["what"], frozen["cloth"]),
        "house_logos": [{"name": row["name"], "src": row.get("src") or pictures.printed(row["picture"])} for row in frozen.get("logos", [])],
        "signatures": [pictures.printed(row) if row else "" for row in frozen.get("signatures", [])],
    }


def shown(facts: dict[str, Any]) -> list[str]:
    return facts.get("shown", every_fact())
