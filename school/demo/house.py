"""What the centre says of itself: settings, projects, the certificate's template."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from certificates.designing.pictures import signature
from certificates.desk_awards import SERIES, STATEMENT, THANKS
from certificates.enums import OWN
from certificates.models import AwardRule, CertificateTemplate, DesignerSheet, Picture, SignaturePicture
from school.accounts.models import Project
from school.foundation.centre import CentreSettings

from . import content

NAMES = {
    "name": "name", "short_name": "short_name", "school_name": "school_name", "footer": "footer", "address": "address", "city": "city",
    "licence": "licence",
}  # fmt: skip


def make_settings() -> None:
    told = content.read("centre/settings.yaml")
    house = CentreSettings.load()
    for field, key in NAMES.items():
        for code in content.LANGUAGES:
            value = (told.get(key) or {}).get(code, "")
            if value:
                setattr(house, f"{field}_{code}", value)
    house.phone, house.email = told.get("phone", ""), told.get("email", "")
    house.edrpou = str(told.get("edrpou", ""))[:10]
    house.certificate_series = told.get("certificate_series", "ШЕУ")
    house.hours_per_credit = told.get("hours_per_credit", 30)
    house.qualified_verifier = told.get("qualified_verifier", "")
    house.signatories = [("signatory", _signatory(row)) for row in told["signatories"]]
    house.save()


def _signatory(row: dict[str, Any]) -> dict[str, str]:
    return {f"{name}_{code}": _word(row[name], code) for name in ("name", "post") for code in content.LANGUAGES}


def _word(value: Any, code: str) -> str:
    return value[code] if isinstance(value, dict) else str(value)


def make_projects() -> dict[str, Project]:
    made = {}
    told = content.read("centre/projects.yaml")
    for row in told["projects"] if isinstance(told, dict) else told:
        partners = [
            ("partner", {"name_uk": _word(item["name"], "uk"), "name_en": _word(item["name"], "en"), "role": "funder", "logo": None})
            for item in row["funders"]
        ]
        partners += [
            ("partner", {"name_uk": _word(item["name"], "uk"), "name_en": _word(item["name"], "en"), "role": "partner", "logo": None})
            for item in row["partners"]
        ]
        made[row["key"]] = Project.objects.create(
            key=row["key"],
            name_uk=row["name"]["uk"],
            name_en=row["name"]["en"],
            summary_uk=row["summary"]["uk"],
            summary_en=row["summary"]["en"],
            starts=_day(row.get("starts")),
            ends=_day(row.get("ends")),
            goal_cities=row.get("goal_cities"),
            partners=partners,
        )
    return made


def _day(value: Any) -> date | None:
    if isinstance(value, date) or not value:
        return value or None
    parts = [int(part) for part in str(value).split("-")]
    return date(*([*parts, 1, 1])[:3])


SIGNATURES = (  # strokes drawn for the demo; nobody signs so
    "M6 46 C20 8 34 6 32 30 S22 62 30 56 S58 18 66 18 S58 54 68 50 S86 26 94 28 S90 50 100 46 S132 22 150 30 S196 40 232 16",
    "M8 20 C26 10 60 8 58 14 S36 40 34 58 S48 56 60 38 S74 26 72 42 S86 50 96 34 S108 28 106 44 S140 44 160 30 S206 26 236 38",
)


def _signed() -> list[tuple[str, dict[str, Any]]]:
    """Those who sign for the centre, each with a picture of the signature."""
    rows = []
    for value, stroke in zip([row.value for row in CentreSettings.load().signatories], SIGNATURES, strict=False):
        drawing = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 68"><path d="{stroke}" fill="none" stroke="#1f2f6b" '
            'stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>'
        )
        picture = Picture.objects.keep(*signature(drawing.encode()))
        drawn = SignaturePicture.objects.create(name=value["name_uk"], picture=picture)
        rows.append(("signatory", {**{name: value[name] for name in ("name_uk", "name_en", "post_uk", "post_en")}, "signature": drawn}))
    return rows


def _sheet() -> DesignerSheet:
    """Drawn by a designer: cherry cloth with warp threads beside it."""
    folder = Path(__file__).parent / "content" / "sheet"
    html, css = ((folder / f"sheet.{suffix}").read_text(encoding="utf-8") for suffix in ("html", "css"))
    return DesignerSheet.objects.create(name="Вишневе полотно", html=html, css=css)


def make_templates() -> None:
    """A template for each kind of award, in the three layouts and on a designer's sheet, and the rules that choose them."""
    signed = _signed()
    looks: dict[str, dict[str, Any]] = {
        "course": {"name": "Курс", "cloth": "полотно"},
        "day": {
            "name": "Стажування", "cloth": "вишня", "design": "portrait", "accent": "#8e1e30",
            "deed_uk": "за участь в одноденній програмі стажування (ознайомчій)", "deed_en": "has taken part in the introductory one-day internship programme",
        },
        "webinar": {
            "name": "Вебінар", "cloth": "полотно", "design": "plain", "paper": "#ffffff", "accent": "#8e1e30",
            "deed_uk": "за перегляд вебінару", "deed_en": "has watched the webinar",
        },
        "series": {"name": "Серія вебінарів", "cloth": "синька", "design": "plain", "paper": "#ffffff", "accent": "#1f4391", **SERIES},
        "attendance": {"name": "Довідка про присутність", "design": "plain", "paper": "#ffffff", **STATEMENT},
        "thanks": {"name": "Подяка викладачам", "cloth": "вишня", "design": OWN, "accent": "#8e1e30", "sheet": _sheet(), **THANKS},
    }  # fmt: skip
    for kind, look in looks.items():
        AwardRule.objects.create(kind=kind, template=CertificateTemplate.objects.create(**look, signatories=signed))
