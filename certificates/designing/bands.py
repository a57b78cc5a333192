"""The woven parts of the layouts that have no border: a towel's end, and a single row of stitches."""

from __future__ import annotations

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from school.foundation import motif

from ..enums import OWN

STITCH = 1.1  # millimetres
TOWEL = (191, 37)  # stitches: the whole width of A4 portrait
ROW = (5 * 48, 8)


@lru_cache(maxsize=64)
def band(design: str, key: str, cloth: str) -> SafeString:
    drawing = {"portrait": _towel, "plain": _row, OWN: _row}.get(design)
    return mark_safe(drawing(key, cloth) if drawing else "")


def _towel(key: str, palette: str) -> str:
    """One figure repeated, a lesser one between, a frieze along the lower edge."""
    traits = motif.traits(key)
    name = traits["figure"]
    cloth = motif.Cloth(*TOWEL)
    great, lesser = motif.figure(name, motif.SIZES[name], traits), motif.small(traits["small"])
    middle, height = TOWEL[0] // 2, motif.FRIEZES["зубці"][1]
    for at in range(-3, 4):
        cloth.put(great, middle + at * 46, 12)
        cloth.put(lesser, middle + at * 46 + 23, 14)
    cloth.cells = {place: colour for place, colour in cloth.cells.items() if place[1] < 31 - 1}
    cloth.line(TOWEL[1] - height - 2, 2)
    cloth.frieze("зубці", TOWEL[1] - height, flip=True)
    return cloth.svg(palette)


def _row(key: str, palette: str) -> str:
    """Threads alone, on the bare paper."""
    name = motif.Choice(key).of(["намисто", "хрестики", "хвиля"])
    cloth = motif.Cloth(*ROW)
    cloth.frieze(name, 0)
    return cloth.svg("полотно" if palette == "чорнозем" else palette, background=False)
