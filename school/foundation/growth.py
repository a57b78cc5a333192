"""A count that only grows, over time: steps sewn on cloth, with the goal as a dotted line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .stitches import TALL, Sewing, box, width_of

W, H = 112, 56
LEFT, BASE, TOP = 10, 47, 3  # where the axes cross; rows above belong to the count
RIGHT, TAIL = W - 4, 6  # the last step is shown for some stitches more


def sew_growth(points: Sequence[tuple[date, int]], goal: int | None = None) -> Sewing:
    """`points` are dates in order with the count reached on each."""
    sewing = Sewing(W, H)
    first, last = points[0][0], points[-1][0]
    most = max(points[-1][1], goal or 0, 1)
    days, columns = max((last - first).days, 1), RIGHT - TAIL - LEFT

    def row(count: int) -> int:
        return BASE - round(count * (BASE - TOP) / most)

    reached = 0
    for x in range(LEFT, RIGHT):
        reached = max([reached, *(n for on, n in points if (on - first).days * columns <= (x - LEFT) * days)])
        sewing.put(box(x, row(reached), 1, BASE - row(reached)), "t2")
        sewing.put([(x, row(reached))] if reached else [], "t4")
    if goal:
        sewing.put([(x, row(goal)) for x in range(LEFT, RIGHT, 2)], "ink")
        _beside(sewing, goal, row(goal))
    if not goal or abs(row(goal) - row(reached)) > TALL:
        _beside(sewing, reached, row(reached))
    sewing.put([(x, BASE) for x in range(LEFT, RIGHT)], "ink")
    sewing.write("0", LEFT - 5, BASE - TALL + 1)
    _dates(sewing, first, last)
    return sewing


def _beside(sewing: Sewing, count: int, row: int) -> None:
    text = str(count)
    sewing.write(text, LEFT - 2 - width_of(text), min(max(row - TALL // 2, 0), BASE - 2 * TALL - 1))


def _dates(sewing: Sewing, first: date, last: date) -> None:
    begun, ended = f"{first:%d.%m.%Y}", f"{last:%d.%m.%Y}"
    sewing.write(begun, LEFT, BASE + 3)
    if first != last:
        sewing.write(ended, RIGHT - width_of(ended), BASE + 3)
