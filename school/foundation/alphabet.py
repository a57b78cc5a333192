"""Lists in the order of the Ukrainian alphabet, whatever the database and its locale: Ґ after Г, Є after Е, І and Ї after И."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import CharField, F, Func
from django.db.models.expressions import OrderBy

LETTERS = "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя"  # with those of neighbours, which names of people have too
SILENT = "’'ʼ`"
_FIRST = 0xE000  # a range without letters of its own, after every alphabet that is here
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_FROM = LETTERS + LETTERS.upper() + _LATIN.upper()
_TO = "".join(chr(_FIRST + at) for at in range(len(LETTERS))) * 2 + _LATIN


@cache
def _table() -> dict[int, int | None]:
    return str.maketrans(_FROM, _TO, SILENT)


def ordered(text: str) -> str:
    """Code points that compare as the letters do: small and capital are one, an apostrophe is not there."""
    return text.translate(_table())


class Alphabetical(Func):
    """The words of a field as they are compared."""

    output_field = CharField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, function="ALPHABETICAL", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        return f'TRANSLATE({sql}, %s, %s) COLLATE "C"', [*params, _FROM + SILENT, _TO]


def by_alphabet(*fields: str) -> list[OrderBy]:
    """For `order_by`."""
    return [OrderBy(Alphabetical(F(field))) for field in fields]


def teach_sqlite(sender: Any, connection: Any, **kwargs: Any) -> None:
    """SQLite asks this house how words compare."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("ALPHABETICAL", 1, lambda text: text and ordered(text), deterministic=True)
