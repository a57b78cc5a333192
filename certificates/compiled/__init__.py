"""The fast path: a sheet that WeasyPrint has laid out once is written again for other people, with what varies put in its place.

slots (where varying words stand) → relaying (other words in their place, by the same Pango and WeasyPrint) → sheet (one laid out
sheet, cut into what stays and what varies) → drawing (which path is taken, and the proof that both give the same bytes).

What a sheet may vary is marked in its markup by `data-slot`. Everything else is part of the key: another text there is another
sheet. Whatever is in doubt is `Unfit`, and WeasyPrint draws the whole. See docs/decisions/0014.
"""

from .drawing import Made, Sheet, draw, forget
from .sheet import Varying

__all__ = ["Made", "Sheet", "Varying", "draw", "forget"]
