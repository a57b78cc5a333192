"""The legal base: acts with their editions, as an editor would enter them."""

from __future__ import annotations

from datetime import date
from typing import Any

from cms.library.acts.editions import Meant, take_edition
from cms.library.acts.publishing import publish_act
from cms.library.models import Act, ActPage, ActsIndexPage, Topic

from . import content
from .cites import key_of_act
from .courses import key_of
from .site import publish

INDEX = {
    "uk": ("Правова база", "Закони й постанови про е-урядування: статус із датою перевірки, редакції, статті, на які можна послатися."),
    "en": ("Legal base", "Laws and resolutions on e-governance: status with the day it was checked, editions, articles to cite."),
}


def make_acts(libraries: dict[str, Any]) -> None:
    """Acts in their first editions."""
    told = content.read("library/legal-base.yaml")
    for code in content.LANGUAGES:
        parent = libraries[code]
        parent.refresh_from_db()
        title, summary = INDEX[code]
        index = publish(parent, ActsIndexPage(title=title, slug="acts", summary=summary, locale=parent.locale, translation_key=key_of("acts")))
        for row in told["acts"]:
            _page(row, told["source"], code, index)
    _replaced(told["acts"])
    for row in told["acts"]:
        if "articles" in row:
            meant = Meant(source=row.get("before", told["source"])["uk"], title=row.get("old_title", row["title"]["uk"]))
            _take(row, row["articles"], meant)


def make_later_editions() -> None:
    """Taken once lessons cite the acts: what the lessons say of them is then to be looked at."""
    told = content.read("library/legal-base.yaml")
    for row in told["acts"]:
        if "next" in row:
            note = row["next"]["note"]
            meant = Meant(
                source=told["source"]["uk"], dated=row["next"].get("date"), title=row["title"]["uk"], note_uk=note["uk"], note_en=note["en"]
            )
            _take(row, row["next"]["articles"], meant)


def _take(row: dict[str, Any], articles: dict[str, dict[str, str]], meant: Meant) -> None:
    lines = [f"### Стаття {number}.\n> {said['uk']}\n>en {said['en']}" for number, said in articles.items()]
    take_edition(act=Act.objects.get(key=key_of_act(row["number"])), text="\n".join(lines), meant=meant, actor=None)


def _page(row: dict[str, Any], source: dict[str, str], code: str, parent: ActsIndexPage) -> None:
    parent.refresh_from_db()
    kind = row.get("kind", "law")
    page = ActPage(
        title=row["title"][code],
        official_title=row["title"]["uk"],
        slug=_slug(row, kind),
        summary=row["summary"][code],
        kind=kind,
        number=row["number"],
        body="parliament" if kind == "law" else "cabinet",
        adopted_on=row["date"],
        in_force_from=row.get("from"),
        status=row["status"],
        status_note=row.get("note", {}).get(code, ""),
        checked_on=date(2026, 2, 22),
        checked_source=row.get("seen", source)[code] if row["status"] != "unchecked" else "",
        official_url=row["url"],
        locale=parent.locale,
        translation_key=key_of_act(row["number"]),
    )
    page.topics = Topic.objects.filter(slug__in=row["topics"])
    publish(parent, page)


def _slug(row: dict[str, Any], kind: str) -> str:
    latin = row["number"].translate(str.maketrans({"В": "v", "Р": "r", "р": "r", "/": "-"})).lower()
    return latin if kind == "law" else f"{latin}-{row['date'].year}"


def _replaced(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        if "replaced_by" not in row:
            continue
        for page in ActPage.objects.filter(translation_key=key_of_act(row["number"])).select_related("locale"):
            page.replaced_by = ActPage.objects.get(translation_key=key_of_act(row["replaced_by"]), locale=page.locale)
            page.save_revision().publish()
        publish_act(key=key_of_act(row["number"]))
