"""Which path draws a sheet. The first of its kind is laid out by WeasyPrint and compiled; a compiled sheet must write itself to the
byte. The second of a family is drawn both ways, and only if the bytes are the same the family is written by compiled sheets alone.
Now and then one is proved again."""

from __future__ import annotations

import os
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import pydyf
import structlog
import weasyprint

from school.foundation.archival import Watcher

from .relaying import Unfit
from .sheet import Compiled, Cutter, Varying

KNOWN = {"weasyprint": "70.0", "pydyf": "0.13.0"}  # whose inner functions this path was proved with
MOST_KEYS, MOST_SHAPES = 24, 12  # compiled sheets a process keeps: of different words, and of different line counts for one
AGAIN = 500  # files between two proofs
PATIENCE = 3

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Sheet:
    """`key` names everything that does not vary; sheets of a `family` differ in sizes alone.

    `full` lays the whole out and writes it, letting a watcher see it.
    """

    key: str
    family: str
    varying: Varying
    full: Callable[[Watcher], bytes]


@dataclass(frozen=True)
class Made:
    """`path` says which way it was drawn: full, proved (both ways, the same bytes) or compiled; `why` it was not compiled.

    Files of one `build` have the same objects under the same numbers; "" where nothing is known of it.
    """

    data: bytes
    path: str
    why: str = ""
    build: str = ""


@dataclass
class _Shape:
    compiled: Compiled
    written: int = 0
    build: str = field(default_factory=lambda: uuid.uuid4().hex)


@dataclass
class _Kind:
    """All that was learned of one key."""

    shapes: list[_Shape] = field(default_factory=list)
    trouble: str = ""
    refused: int = 0


_kinds: OrderedDict[tuple[int, str], _Kind] = OrderedDict()  # by process: one that was forked begins anew, Pango's objects are its parent's
_proved: set[tuple[int, str]] = set()  # families


def forget() -> None:
    _kinds.clear()
    _proved.clear()


def draw(sheet: Sheet) -> Made:
    kind = _kind(sheet.key)
    if kind.trouble:
        return Made(sheet.full(Cutter()), "full", kind.trouble)
    why = "the first of its kind"
    for shape in kind.shapes:
        try:
            return _written(kind, shape, sheet)
        except Unfit as problem:
            why = str(problem)
        except Exception:  # whatever the fast way stumbles over, the sheet is drawn
            log.exception("compiled_sheet_failed", key=sheet.key)
            why = "the fast way failed"
    return _learned(kind, sheet, why)


def _kind(key: str) -> _Kind:
    here = (os.getpid(), key)
    kind = _kinds.setdefault(here, _Kind(trouble=_unknown_library()))
    _kinds.move_to_end(here)
    while len(_kinds) > MOST_KEYS:
        _kinds.popitem(last=False)
    return kind


def _unknown_library() -> str:
    found = {"weasyprint": weasyprint.__version__, "pydyf": pydyf.__version__}
    return "" if found == KNOWN else f"not proved with {found}"


def _written(kind: _Kind, shape: _Shape, sheet: Sheet) -> Made:
    data, family = shape.compiled.write(sheet.varying), (os.getpid(), sheet.family)
    shape.written += 1
    if family in _proved and shape.written % AGAIN:
        return Made(data, "compiled", build=shape.build)
    full = sheet.full(Cutter())
    if full == data:
        _proved.add(family)
        return Made(full, "proved", build=shape.build)
    return Made(full, "full", _disproved(kind, sheet, "the two paths differ"))


def _disproved(kind: _Kind, sheet: Sheet, why: str) -> str:
    """Everything is learned anew, and nothing more of this kind."""
    log.error("compiled_sheet_differs", key=sheet.key, why=why)
    forget()
    kind.shapes, kind.trouble = [], why
    _kinds[os.getpid(), sheet.key] = kind
    return why


def _learned(kind: _Kind, sheet: Sheet, why: str) -> Made:
    cutter = Cutter()
    data = sheet.full(cutter)
    if len(kind.shapes) == MOST_SHAPES:
        return Made(data, "full", why)
    try:
        shape = _Shape(Compiled(cutter, sheet.varying))
        if shape.compiled.write(sheet.varying) != data:
            return Made(data, "full", _disproved(kind, sheet, "a compiled sheet does not write itself"))
        kind.shapes.append(shape)
    except Unfit as problem:
        return Made(data, "full", _refused(kind, sheet, str(problem)))
    except Exception:
        log.exception("sheet_not_compiled", key=sheet.key)
        return Made(data, "full", _refused(kind, sheet, "the fast way failed"))
    return Made(data, "full", why, shape.build)


def _refused(kind: _Kind, sheet: Sheet, why: str) -> str:
    """One odd name does not keep the others from being written fast; after a few it is the sheet itself."""
    kind.refused += 1
    if kind.refused == PATIENCE and not kind.shapes:
        kind.trouble = why
        log.info("sheet_not_compiled", key=sheet.key, why=why)
    return why
