"""Every word of a certificate, frozen when it is issued.

`frozen` has two layers: the facts (for the register, verification and a later replacement), and under `print` the
very lines of the sheet, labels included, in the award's language. A sheet is made from `print` alone: neither a new
translation nor another profile, course or centre changes what was issued.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import override

from school.foundation.calendar import day_words, span_words
from school.foundation.centre import CentreSettings, centre, words

from .awards import Award, kyiv_today
from .designing.look import frozen_look, shown, values_of
from .designing.texts import fill
from .enums import AwardKind
from .glyphs import missing_signs, printable
from .models import CertificateTemplate
from .once import once

DESIGN = "certificate"  # the sheet of a template that names no other
NAME_FIELDS = ("surname", "given_name", "patronymic", "latin_name")
EARNED = (AwardKind.COURSE, AwardKind.DAY, AwardKind.WEBINAR, AwardKind.SERIES)  # with requirements that were met
CORRECTABLE = (*NAME_FIELDS, "what", "second_what", "result")
LONGEST_OUTCOMES, LONGEST_RESULT = 480, 48  # signs that fit on the sheet


def freeze(award: Award, template: CertificateTemplate, valid_until: Any = None, *, kept: bool = True) -> dict[str, Any]:
    """The facts of an award and its lines, in the award's language. Not `kept`: a preview, nothing is written."""
    said = house()
    with override(award.language):
        facts = {**_person(award.person), **_deed(award, said), **_house(said, award.language)}
        facts |= frozen_look(template, said, award.language, kept=kept)
        facts |= {"language": award.language, "valid_until": valid_until.isoformat() if valid_until else "", "replaces": ""}
    return date_and_compose(facts)


def house() -> CentreSettings:
    """The centre's words as they are now: they are frozen for ever."""
    return once("house", lambda: centre(fresh=True))


def date_and_compose(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts, issued today, with their lines composed anew."""
    with override(facts["language"]):
        facts |= {"issued_date": kyiv_today().isoformat(), "issued_on": day_words(kyiv_today(), year=True)}
        facts["full_name"] = " ".join(facts[name] for name in ("surname", "given_name", "patronymic") if facts[name])
        lines = _lines(facts)
        return {**facts, "unprinted": sorted(set(missing_signs("".join(_words(lines))))), "print": _printable(lines)}


def _words(said: Any) -> list[str]:
    if isinstance(said, str):
        return [said]
    return [word for value in (said.values() if isinstance(said, dict) else said) for word in _words(value)]


def _printable(said: Any) -> Any:
    """What stands on paper is what was frozen: signs that no typeface of the sheet has are replaced here, not when it is drawn."""
    if isinstance(said, str):
        return printable(said)
    return {name: _printable(value) for name, value in said.items()} if isinstance(said, dict) else [_printable(value) for value in said]


def _person(person: Any) -> dict[str, str]:
    profile = getattr(person, "profile", None)
    if profile is None:
        return dict.fromkeys(NAME_FIELDS, "") | {"surname": person.full_name}
    return {name: getattr(profile, name) for name in NAME_FIELDS}


def _deed(award: Award, house: CentreSettings) -> dict[str, Any]:
    return {
        "kind": award.kind,
        "what": award.title,
        "second_what": award.second_title,
        "what_kind": award.what_kind,
        "form": award.form,
        "run": award.run,
        "hours_per_credit": house.hours_per_credit,
        **volume_of(award, house.hours_per_credit),
        **({} if award.kind in EARNED else {"ects": "0"}),
        "starts": award.starts.isoformat(),
        "ends": award.ends.isoformat(),
        "period": span_words(award.starts, award.ends, year=True),
        "results": award.results,
        "result": result_words(award.results) if award.kind in EARNED else "",
        "project": award.project,
        "partners": award.partners,
    }


def volume_of(award: Award, hours_per_credit: int) -> dict[str, Any]:
    """How much, and of what."""
    return {"hours": str(_plain(award.hours)), "ects": credits_of(award.hours, hours_per_credit), "outcomes": _fitting(award.outcomes)}


def _house(house: CentreSettings, language: str) -> dict[str, Any]:
    return {
        "centre": words(house, "name", language),
        "second_centre": house.name_uk if language != "uk" else "",
        "school": words(house, "school_name", language),
        "city": words(house, "city", language),
        "edrpou": house.edrpou,
        "licence": getattr(house, f"licence_{language}"),
    }


def _plain(value: Decimal | str) -> Decimal | int:
    value = Decimal(value)
    return int(value) if value == value.to_integral() else value.normalize()


def _shown(value: str) -> str:
    """1,5 in Ukrainian, 1.5 in English."""
    return formats.number_format(_plain(value), use_l10n=True)


def credits_of(hours: Decimal, hours_per_credit: int) -> str:
    """To a tenth, as on the course's page; a shorter course keeps its hundredths."""
    exact = Decimal(hours) / Decimal(hours_per_credit or 30)
    step = Decimal("0.1") if exact >= Decimal("0.05") else Decimal("0.01")
    return str(_plain(exact.quantize(step, ROUND_HALF_UP)))


def result_words(results: list[dict[str, Any]]) -> str:
    """Every test with its per cent while that fits on the sheet, else the last one: the final test."""
    if not results:
        return _("requirements met")
    said = [f"{row['title']}: {row['percent']} %" for row in results]
    choices = ["; ".join(said), said[-1], f"{results[-1]['percent']} %"]
    return next(words for words in choices if len(words) <= LONGEST_RESULT)


def _fitting(outcomes: list[str]) -> list[str]:
    """As many learning results as the sheet holds."""
    kept, length = [], 0
    for outcome in outcomes[:6]:
        length += max(len(outcome), 60)
        if length > LONGEST_OUTCOMES:
            break
        kept.append(outcome)
    return kept


def _lines(facts: dict[str, Any]) -> dict[str, Any]:
    """Call under the certificate's language."""
    lost = bool(missing_signs(facts["full_name"])) and not missing_signs(facts["latin_name"])
    latin_first = bool(facts["latin_name"]) and (facts["language"] != "uk" or lost)
    outcomes = facts["outcomes"] if "outcomes" in shown(facts) else []
    values = _values(facts, facts["language"])
    return {
        "title": facts["title"],
        "second_title": facts["second_title"],
        "centre": facts["centre"],
        "second_centre": facts["second_centre"],
        "school": ", ".join(part for part in (facts["school"], facts["city"]) if part),
        "edrpou": _("EDRPOU code %(code)s") % {"code": facts["edrpou"]} if facts["edrpou"] else "",
        "opening": fill(facts["opening"], values),
        "name": facts["latin_name"] if latin_first else facts["full_name"],
        "other_name": facts["full_name"] if latin_first else facts["latin_name"],
        "deed": fill(facts["deed"], values),
        "what": quoted(facts["what"], facts["language"]),
        "second": _second_line(facts),
        "note": fill(facts.get("note", ""), values),
        "facts": _facts(facts),
        "outcomes_label": _("Learning results") if outcomes else "",
        "outcomes": outcomes,
        "project": _project_line(facts),
        "signatories": facts["signatories"],
        "issued": _("Issued on %(day)s") % {"day": facts["issued_on"]} + (f", {facts['city']}" if facts["city"] else ""),
        "valid": _validity(facts["valid_until"]),
        "replaces": _("Issued instead of No. %(number)s") % {"number": facts["replaces"]} if facts["replaces"] else "",
        "check": _("Check that it is genuine"),
        "code_label": _("code"),
        "licence": facts["licence"] or _("The programme is not subject to licensing or accreditation"),
    }


def _values(facts: dict[str, Any], language: str) -> dict[str, str]:
    with override(language):
        return {**values_of(facts, language), "hours": _shown(facts["hours"]), "ects": _shown(facts["ects"])}


def told(facts: dict[str, Any]) -> list[str]:
    """The facts that the template shows and that have something to say, in the order of the sheet."""
    said = {
        "form": facts["what_kind"] or facts["form"],
        "hours": True,
        "ects": facts["ects"] != "0",
        "period": facts["period"],
        "result": facts["result"],
    }
    return [name for name, something in said.items() if something and name in shown(facts)]


def _facts(facts: dict[str, Any]) -> list[list[str]]:
    per_credit = _("1 credit is %(n)d hours") % {"n": facts["hours_per_credit"]}
    rows = {
        "form": [_("Kind and form"), ", ".join(part for part in (facts["what_kind"], facts["form"]) if part), ""],
        "hours": [_("Academic hours"), _shown(facts["hours"]), ""],
        "ects": [_("ECTS credits"), _shown(facts["ects"]), per_credit],
        "period": [_("Study period"), facts["period"], ""],
        "result": [_("Result"), facts["result"], ""],
    }
    return [rows[name] for name in told(facts)]


def _validity(until: str) -> str:
    return _("Valid until %(day)s") % {"day": day_words(date.fromisoformat(until), year=True)} if until else ""


def _project_line(facts: dict[str, Any]) -> str:
    """«Проєкт «…». За підтримки: …. Партнери: …»."""
    if not facts["project"] or "project" not in shown(facts):
        return ""
    said = [_("Project: %(name)s") % {"name": quoted(facts["project"], facts["language"])}]
    for role, label in (("funder", _("With the support of")), ("partner", _("Partners"))):
        names = [row["name"] for row in facts["partners"] if row["role"] == role]
        said += [f"{label}: {', '.join(names)}"] if names else []
    return ". ".join(said)


def _second_line(facts: dict[str, Any]) -> str:
    """The same in Ukrainian in one sentence, where the certificate is in another language."""
    if facts["language"] == "uk":
        return ""
    values = _values(facts, "uk")
    opening, deed = (fill(facts[f"second_{name}"], values) for name in ("opening", "deed"))
    return f"{opening} {facts['full_name']} {deed} {quoted(facts['second_what'] or facts['what'], 'uk')}"


def quoted(text: str, language: str) -> str:
    return f"«{text}»" if language == "uk" else f"“{text}”"
