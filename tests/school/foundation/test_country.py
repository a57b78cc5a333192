"""The map is a map: every city lies in its own oblast, every number is drawn where it can be read."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from school.accounts.cities import oblasts, place_of
from school.accounts.models import City
from school.foundation.country import H, W, cell_at, land, regions, sew_country
from school.foundation.growth import sew_growth
from school.foundation.stitches import Sewing, steps_of, tone_of


def test_every_oblast_of_the_list_has_stitches() -> None:
    assert set(regions()) == set(oblasts())
    assert [code for code, cells in regions().items() if not cells] == []


@pytest.mark.django_db
def test_every_city_lies_in_its_oblast_or_a_stitch_from_it() -> None:
    names = {row["name_uk"]: code for code, row in oblasts().items()}
    away = []
    for city in City.objects.all():
        x, y = cell_at(*(place_of(city) or (0, 0)))
        if names[city.oblast_uk] not in {land().get((x + i, y + j)) for i in (-1, 0, 1) for j in (-1, 0, 1)}:
            away.append(city.name_uk)
    assert (City.objects.count(), away) == (100, [])


@pytest.mark.parametrize(("one", "other"), [("UA-05", "UA-18"), ("UA-46", "UA-07"), ("UA-65", "UA-43"), ("UA-12", "UA-63"), ("UA-30", "UA-32")])
def test_neighbours_on_the_map_are_neighbours(one: str, other: str) -> None:
    beside = {(x + i, y + j) for x, y in regions()[one] for i, j in ((0, 1), (1, 0), (0, -1), (-1, 0))}
    assert beside & regions()[other]


def test_number_stands_in_its_oblast_and_off_the_rhomb() -> None:
    vinnytsia = (28.47, 49.23)
    sewing = sew_country({"UA-05": 19}, [vinnytsia])
    ink = {cell for cell, thread in sewing.cells.items() if thread == "ink" and cell in land()}
    assert ink
    assert ink <= regions()["UA-05"]
    assert sewing.rhombs == [cell_at(*vinnytsia)]
    assert ink.isdisjoint({(x + i, y + j) for x, y in sewing.rhombs for i in (-1, 0, 1) for j in (-1, 0, 1)})


def test_twenty_seven_numbers_do_not_lie_on_each_other() -> None:
    sewing = sew_country(dict.fromkeys(regions(), 4))
    ink = sum(thread == "ink" for thread in sewing.cells.values())
    one = sum(thread == "ink" for thread in sew_country({"UA-05": 4}).cells.values())
    legend = sum(thread == "ink" for thread in sew_country({}).cells.values())
    assert ink - one == 26 * 9  # a four takes nine stitches; the legends are alike
    assert legend < one


def test_tones_are_four_and_the_greatest_is_the_fullest() -> None:
    assert steps_of(19) == [2, 5, 11, 19]
    assert [tone_of(n, steps_of(19)) for n in (0, 1, 2, 3, 6, 12, 19)] == ["none", "t1", "t1", "t2", "t3", "t4", "t4"]
    assert (steps_of(1), tone_of(1, steps_of(1))) == ([1], "t4")
    assert (steps_of(0), tone_of(0, [])) == ([], "none")


def test_map_of_nobody_is_a_map() -> None:
    sewing = sew_country({})
    assert {thread for cell, thread in sewing.cells.items() if cell in land()} == {"none"}


def test_svg_is_named_for_who_hears_it_and_runs_nothing() -> None:
    svg = sew_country({"UA-05": 3}).svg("country", "Карта <України>", "Вінницька – 3")
    root = ElementTree.fromstring(svg)
    assert root.attrib["viewBox"] == f"0 0 {W} {H}"
    assert [root[0].text, root[1].text] == ["Карта <України>", "Вінницька – 3"]
    assert (root[0].attrib["id"], root[1].attrib["id"]) == tuple(root.attrib["aria-labelledby"].split())
    assert "style=" not in svg
    assert "href" not in svg


def test_png_is_the_same_picture() -> None:
    assert sew_country({"UA-05": 3}, [(28.47, 49.23)]).png().startswith(b"\x89PNG")


def top_of(sewing: Sewing, column: int) -> int:
    return min(y for (x, y), thread in sewing.cells.items() if x == column and thread == "t4")


def test_steps_only_rise() -> None:
    sewing = sew_growth([(date(2026, 1, 1), 2), (date(2026, 6, 1), 10), (date(2026, 12, 1), 11)])
    tops = [top_of(sewing, x) for x in range(10, 108)]
    assert tops == sorted(tops, reverse=True)
    assert len(set(tops)) == 3


def test_growth_of_one_day_and_growth_past_the_goal_are_drawn() -> None:
    assert top_of(sew_growth([(date(2026, 1, 1), 1)], goal=25), 12) > top_of(sew_growth([(date(2026, 1, 1), 30)], goal=25), 12)
