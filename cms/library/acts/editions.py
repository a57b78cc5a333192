"""Taking an edition: a draft that a person has put right becomes words that are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.search.waiting import want
from school.foundation import history
from school.foundation.refusing import Refusal

from ..models import Act, Article, Edition, EditionDraft, Passage
from .changes import note_edition
from .keys import article_key
from .structure import Unit, understand

SOURCE = "acts"  # of the search


@dataclass(frozen=True)
class Meant:
    """What is said of an edition as a whole."""

    source: str
    dated: date | None = None
    title: str = ""
    note_uk: str = ""
    note_en: str = ""


@dataclass
class Difference:
    """Names of units that a new edition adds, changes and leaves out."""

    added: list[tuple[str, str]]
    changed: list[tuple[str, str]]
    gone: list[tuple[str, str]]


def current_edition(act: Act) -> Edition | None:
    """The newest that has begun; before any has, the first."""
    return act.editions.begun().order_by("-number").first() or act.editions.order_by("number").first()


@transaction.atomic
def take_edition(*, act: Act, text: str, meant: Meant, actor: Any) -> Edition:
    """Editions are taken in the order of their dates; taking the same words for the same date again gives back the edition there is."""
    act = Act.objects.select_for_update().get(pk=act.pk)
    understood = understand(text)
    if understood.problems:
        raise Refusal("not_understood", " ".join(understood.problems[:5]))
    last = act.editions.order_by("-number").first()
    if last is not None and _same(last, understood.units, meant):
        EditionDraft.objects.filter(act=act).delete()
        return last
    _check_order(last, meant)
    difference = compare_units(last, understood.units)
    edition = _write(act, understood.units, meant, actor)
    EditionDraft.objects.filter(act=act).delete()
    history.record(act, "take_edition", actor=actor, data={"edition": edition.number, "passages": len(understood.units)})
    want(SOURCE, str(act.key))
    if last is not None:
        note_edition(edition=edition, articles=_touched(act, difference), actor=actor)
    return edition


def _check_order(last: Edition | None, meant: Meant) -> None:
    if not meant.source.strip():
        raise Refusal("no_source", _("Say where this text was taken from: readers see it."))
    if last is not None and meant.dated is None and not meant.note_uk.strip():
        raise Refusal("no_date", _("Say from which day this edition is in force, or in words what changed when: an earlier one is here already."))
    if last is not None and last.dated and meant.dated and meant.dated <= last.dated:
        raise Refusal("out_of_order", _("The edition before is in force from %(day)s. A new one begins later.") % {"day": f"{last.dated:%d.%m.%Y}"})


def _same(edition: Edition, units: list[Unit], meant: Meant) -> bool:
    if edition.dated != meant.dated or (meant.title and meant.title != edition.title):
        return False
    kept = [(row.level, row.number, row.heading, row.text, row.gist_uk, row.gist_en) for row in edition.passages.all()]
    return kept == [_row(unit) for unit in units]


def _row(unit: Unit) -> tuple[str, str, str, str, str, str]:
    return (unit.level.value, unit.number, unit.heading, unit.text, "\n".join(unit.gist_uk), "\n".join(unit.gist_en))


def compare_units(edition: Edition | None, units: list[Unit]) -> Difference:
    kept = {} if edition is None else {(row.level, row.number): row for row in edition.passages.exclude(article=None)}
    new = {unit.name: unit for unit in units if unit.cited}
    changed = [name for name, unit in new.items() if name in kept and _differs(kept[name], unit)]
    return Difference([name for name in new if name not in kept], changed, [name for name in kept if name not in new])


def _differs(row: Passage, unit: Unit) -> bool:
    """The act's own words decide where both editions have them; else our summaries do."""
    if row.heading != unit.heading:
        return True
    if row.text and unit.text:
        return _plain(row.text) != _plain(unit.text)
    return bool(row.gist_uk and unit.gist_uk) and row.gist_uk != "\n".join(unit.gist_uk)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _touched(act: Act, difference: Difference) -> list[Article]:
    names = {*difference.added, *difference.changed, *difference.gone}
    return [row for row in act.articles.all() if (row.level, row.number) in names]


def _write(act: Act, units: list[Unit], meant: Meant, actor: Any) -> Edition:
    number = (act.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = Edition.objects.create(
        act=act, number=number, dated=meant.dated, title=meant.title or act.title, note_uk=meant.note_uk, note_en=meant.note_en,
        source=meant.source, taken_at=timezone.now(), taken_by=actor,
    )  # fmt: skip
    articles = _articles(act, units)
    rows = []
    for position, unit in enumerate(units):
        level, label, heading, text, uk, en = _row(unit)
        article = articles.get(unit.name) if unit.cited else None
        rows.append(
            Passage(
                edition=edition, position=position, level=level, article=article, number=label, heading=heading, text=text, gist_uk=uk, gist_en=en
            )
        )
    Passage.objects.bulk_create(rows)
    return edition


def _articles(act: Act, units: list[Unit]) -> dict[tuple[str, str], Article]:
    """An article keeps its key through all editions; a new number gets a new one."""
    known = {(row.level, row.number) for row in act.articles.all()}
    new = [unit for unit in units if unit.cited and unit.name not in known]
    Article.objects.bulk_create([Article(key=article_key(act.key, *unit.name), act=act, level=unit.level, number=unit.number) for unit in new])
    return {(row.level, row.number): row for row in act.articles.all()}
