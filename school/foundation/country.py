"""The map of Ukraine by region: tone and number for how many, a rhomb for each place. Regions are named by ISO 3166-2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from .stitches import TALL, Cell, Sewing, box, steps_of, tone_of, width_of

CODES = dict(
    zip(
        "АБВГҐДЕЄЖЗИІКЛМНОПРСТУФХЦЧШ",
        [
            "UA-05",
            "UA-07",
            "UA-09",
            "UA-12",
            "UA-14",
            "UA-18",
            "UA-21",
            "UA-23",
            "UA-26",
            "UA-30",
            "UA-32",
            "UA-35",
            "UA-40",
            "UA-43",
            "UA-46",
            "UA-48",
            "UA-51",
            "UA-53",
            "UA-56",
            "UA-59",
            "UA-61",
            "UA-63",
            "UA-65",
            "UA-68",
            "UA-71",
            "UA-74",
            "UA-77",
        ],
        strict=True,
    )
)
W, H, WEST, NORTH, STEP_X, STEP_Y = 112, 76, 22.05, 52.42, 0.1625, 0.10645
LEGEND = (2, 45)


@cache
def land() -> dict[Cell, str]:
    """The region of each stitch."""
    rows = (Path(__file__).parent / "data" / "country.txt").read_text(encoding="utf-8").split()
    return {(x, y): CODES[letter] for y, row in enumerate(rows) for x, letter in enumerate(row) if letter != "."}


@cache
def regions() -> dict[str, frozenset[Cell]]:
    found: dict[str, set[Cell]] = {code: set() for code in CODES.values()}
    for cell, code in land().items():
        found[code].add(cell)
    return {code: frozenset(cells) for code, cells in found.items()}


@cache
def seams() -> frozenset[tuple[int, int, int, int]]:
    """Edges of stitches between two regions."""
    cells = land()
    down = {(x + 1, y, x + 1, y + 1) for (x, y), code in cells.items() if cells.get((x + 1, y), code) != code}
    along = {(x, y + 1, x + 1, y + 1) for (x, y), code in cells.items() if cells.get((x, y + 1), code) != code}
    return frozenset(down | along)


def cell_at(lon: float, lat: float) -> Cell:
    return int((lon - WEST) / STEP_X), int((NORTH - lat) / STEP_Y)


def sew_country(people: Mapping[str, int], places: Iterable[tuple[float, float]] = ()) -> Sewing:
    """`people` by code of the region; `places` are longitude and latitude."""
    sewing = Sewing(W, H)
    sewing.seams |= seams()
    steps = steps_of(max(people.values(), default=0))
    for code, cells in regions().items():
        sewing.put(cells, tone_of(people.get(code, 0), steps))
    taken = _marks(sewing, places)
    for code in sorted((code for code, n in people.items() if n and code in regions()), key=lambda code: (len(regions()[code]), code)):
        _number(sewing, str(people[code]), regions()[code], taken)
    _legend(sewing, steps)
    return sewing


def _marks(sewing: Sewing, places: Iterable[tuple[float, float]]) -> set[Cell]:
    """A rhomb a place, with a clear stitch round it; answers with the cells that numbers keep off."""
    taken: set[Cell] = set()
    for x, y in sorted({cell_at(lon, lat) for lon, lat in places}):
        taken |= set(box(x - 1, y - 1, 3, 3))
        sewing.clear(x - 1, y - 1, 3, 3)
        sewing.rhombs.append((x, y))
    return taken


def _number(sewing: Sewing, text: str, cells: frozenset[Cell], taken: set[Cell]) -> None:
    """Where most of its box lies in the region, off other numbers and rhombs, nearest to the middle."""
    w, h = width_of(text) + 2, TALL + 2
    xs, ys = [x for x, _y in cells], [y for _x, y in cells]
    middle, ground = (sum(xs) / len(xs), sum(ys) / len(ys)), land().keys()

    def worth(at: Cell) -> tuple[int, float]:
        here = box(at[0], at[1], w, h)
        away = (at[0] + w / 2 - middle[0]) ** 2 + (at[1] + h / 2 - middle[1]) ** 2
        return 3 * len(cells.intersection(here)) - len(ground & here), -away  # cells of others count against it

    near = w + h if len(cells) < w * h else 0  # a small region's number stands beside it
    spots = {(x + dx, y + dy) for x, y in cells for dx in range(-near, near + 1, 2) for dy in range(-near, near + 1, 2)}
    around = [(x - w // 2, y - h // 2) for x, y in spots if w // 2 <= x < W - w // 2 - 1 and h // 2 <= y < H - h // 2 - 1]
    free = [at for at in around if taken.isdisjoint(box(at[0], at[1], w, h))]
    if free:
        x, y = max(free, key=worth)
        sewing.clear(x, y, w, h)
        sewing.write(text, x + 1, y + 1)
        taken.update(box(x, y, w, h))


def _legend(sewing: Sewing, steps: list[int]) -> None:
    """What each tone stands for, in the corner where there is no land."""
    x, y = LEGEND
    for least, most in reversed([(0, 0), *zip([1, *(top + 1 for top in steps[:-1])], steps, strict=True)] if steps else [(0, 0)]):
        sewing.put(box(x, y, TALL, TALL), tone_of(most, steps))
        sewing.write(f"{least}–{most}" if least < most else str(most), x + TALL + 2, y)
        y += TALL + 1
