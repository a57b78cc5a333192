"""Plain words of blocks and rich text: what a reader reads, without choices, addresses and marks of the editor. What stands apart is a line."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from wagtail import blocks
from wagtail.rich_text import RichText

_END = re.compile(r"</(?:p|h[1-6]|li|td|th|div|blockquote)>|<(?:br|hr)\s*/?>")
_TAG = re.compile(r"<[^>]*>")
_SILENT = (blocks.ChoiceBlock, blocks.URLBlock, blocks.BooleanBlock, blocks.PageChooserBlock)


def plain(html: str) -> str:
    return tidy(unescape(_TAG.sub("", _END.sub("\n", html))))


def tidy(text: str) -> str:
    """Single spaces; a line for what stands apart, so that a passage does not run from a heading into the text."""
    return "\n".join(line for row in text.replace("\0", " ").splitlines() if (line := " ".join(row.split())))


def together(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def words_of(value: Any, block: blocks.Block | None = None) -> str:
    """Of a StreamField's value, or of any block's."""
    return together(*_words(value, block))


def _words(value: Any, block: blocks.Block | None) -> list[str]:
    if value is None or isinstance(block, _SILENT):
        return []
    if isinstance(value, RichText):
        return [plain(value.source)]
    if isinstance(value, str):
        return [tidy(value)]
    if isinstance(value, blocks.StreamValue):
        return [words_of(child.value, child.block) for child in value]
    if isinstance(value, blocks.StructValue):
        return [words_of(value.get(name), child) for name, child in value.block.child_blocks.items()]
    if isinstance(value, blocks.list_block.ListValue):
        return [words_of(child.value, child.block) for child in value.bound_blocks]
    rows = getattr(value, "rows", None)  # a typed table
    if rows is not None:
        return [words_of(cell.value, cell.block) for row in rows for cell in row]
    return []
