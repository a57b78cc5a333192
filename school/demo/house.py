"""What the centre says of itself: settings, projects, the certificate's template."""

from __future__ import annotations

from datetime import date
from typing import Any

from certificates.models import AwardRule, CertificateTemplate
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


def make_templates() -> None:
    course = CertificateTemplate.objects.create(name="Курс", cloth="полотно")
    day = CertificateTemplate.objects.create(
        name="Стажування", cloth="полотно", deed_uk="за участь в одноденній програмі стажування (ознайомчій)", deed_en="has taken part in the one-day internship programme"
    )  # fmt: skip
    AwardRule.objects.create(kind="course", template=course)
    AwardRule.objects.create(kind="day", template=day)
    webinar = CertificateTemplate.objects.create(name="Вебінар", cloth="полотно", deed_uk="за перегляд вебінару", deed_en="has watched the webinar")
    AwardRule.objects.create(kind="webinar", template=webinar)
