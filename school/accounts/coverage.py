"""Where people come from: by oblast with the map, and cities over time. Sections of a report, of a day or of a whole programme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.foundation.calendar import day_words
from school.foundation.country import sew_country
from school.foundation.growth import sew_growth
from school.foundation.report_files import Picture, Section
from school.foundation.stitches import Sewing

from .cities import oblast_name, oblast_of, oblasts, place_of, sort_key
from .models import City


def map_section(people: Iterable[City | None]) -> Section:
    """`people` are the cities of people, each person once; nothing where the city is not in the list."""
    unknown, by_oblast = 0, defaultdict[str, Counter[City]](Counter)
    for city in people:
        code = oblast_of(city)
        if city and code:
            by_oblast[code][city] += 1
        else:
            unknown += 1
    rows = sorted(((oblast_name(code), found) for code, found in by_oblast.items()), key=lambda row: (-row[1].total(), sort_key(row[0])))
    note = ngettext("People have come from %(n)d oblast.", "People have come from %(n)d oblasts.", len(rows)) % {"n": len(rows)}
    note += " " + _("On the map: how many people from each, a rhomb for a city.")
    if unknown:
        note += " " + ngettext("The oblast of %(n)d person is not known.", "The oblast of %(n)d people is not known.", unknown) % {"n": unknown}
    told = [
        (name, str(found.total()), ", ".join(str(city) for city in sorted(found, key=lambda city: (-found[city], city.sort_key))))
        for name, found in rows
    ]
    return Section(_("Oblasts"), [_("Oblast"), _("People"), _("Cities")], told, note=note, picture=country_picture(by_oblast))


def country_picture(by_oblast: dict[str, Counter[City]]) -> Picture:
    people = tuple(sorted((code, found.total()) for code, found in by_oblast.items()))
    places = tuple(sorted(place for found in by_oblast.values() for city in found if (place := place_of(city))))
    most = sorted(people, key=lambda row: (-row[1], row[0]))
    about = ", ".join(f"{oblast_name(code)} – {n}" for code, n in most) or _("nobody yet")
    return Picture("country", _("Map of Ukraine: people by oblast"), about, _sewn(people, places))


@lru_cache(maxsize=32)
def _sewn(people: tuple[tuple[str, int], ...], places: tuple[tuple[float, float], ...]) -> Sewing:
    """Tenths of a second, so the same numbers are sewn once."""
    return sew_country(dict(people), places)


def growth_section(news: Sequence[tuple[date, list[str]]], goal: int | None) -> Section:
    """`news` are dates with the cities that were new on them."""
    heading, header = _("Cities over time"), [_("Date"), _("New cities"), _("Cities by then")]
    points: list[tuple[date, int]] = []
    rows = []
    for on, cities in news:
        points.append((on, (points[-1][1] if points else 0) + len(cities)))
        rows.append((day_words(on, year=True), ", ".join(cities), str(points[-1][1])))
    reached = points[-1][1] if points else 0
    note = ngettext("People have come from %(n)d city.", "People have come from %(n)d cities.", reached) % {"n": reached}
    if goal:
        note += " " + _("The project is to reach %(n)d.") % {"n": goal}
    picture = Picture("growth", _("Cities over time"), note, sew_growth(points, goal)) if points else None
    return Section(heading, header, rows, note=note, picture=picture)


def oblasts_without(cities: Iterable[City | None]) -> list[str]:
    """Names of the oblasts that none of these cities lies in."""
    seen = {oblast_of(city) for city in cities}
    return sorted((oblast_name(code) for code in oblasts() if code not in seen), key=sort_key)
