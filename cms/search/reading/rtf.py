"""Rich Text Format: control words are left out, letters of the code page and of Unicode are kept."""

from __future__ import annotations

import re

from .refusals import Damaged

_PIECE = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]")
_SILENT = {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata", b"listtable", b"rsidtbl", b"datastore", b"fldinst"}
_SIGNS = {
    b"par": "\n",
    b"line": "\n",
    b"tab": " ",
    b"cell": "\n",
    b"row": "\n",
    b"page": "\n",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
}
_SIGNS |= {b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•"}


def pages(data: bytes) -> list[str]:
    if not data.startswith(b"{\\rtf"):
        raise Damaged
    return [_Reader().read(data)]


class _Reader:
    def __init__(self) -> None:
        self.encoding = "cp1252"
        self.silent, self.skipped, self.left = False, 1, 0  # within what is not text; letters written after a Unicode one for old readers
        self.outer: list[tuple[bool, int]] = []
        self.pieces: list[str] = []

    def read(self, data: bytes) -> str:
        for found in _PIECE.finditer(data):
            word, number, code, sign, brace, text = found.groups()
            if brace:
                self._brace(brace)
            elif word:
                self._word(word, int(number) if number else None)
            elif sign:
                self._sign(sign)
            elif code:
                self._put(bytes([int(code, 16)]), signs=1)
            elif text:
                self._put(text, signs=len(text))
        return "".join(self.pieces)

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            self.outer.append((self.silent, self.skipped))
        elif self.outer:
            self.silent, self.skipped = self.outer.pop()
        self.left = 0

    def _word(self, word: bytes, number: int | None) -> None:
        if word in _SILENT:
            self.silent = True
        elif word == b"ansicpg" and number and number > 0:
            self.encoding = f"cp{number}"
        elif word == b"uc":
            self.skipped = number or 0
        elif word == b"u" and number is not None:
            self._letter(number)
        elif word in _SIGNS and not self.silent:
            self.pieces.append(_SIGNS[word])

    def _letter(self, number: int) -> None:
        code = number % 65_536
        if not self.silent and not 0xD800 <= code < 0xE000:
            self.pieces.append(chr(code))
        self.left = self.skipped

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.silent = True
        elif not self.silent:
            self.pieces.append({b"~": " ", b"_": "-"}.get(sign, "") if sign in (b"~", b"_", b"-") else sign.decode("latin-1"))

    def _put(self, text: bytes, signs: int) -> None:
        dropped, self.left = min(self.left, signs), max(self.left - signs, 0)
        if not self.silent:
            self.pieces.append(_decoded(text[dropped:], self.encoding))


def _decoded(text: bytes, encoding: str) -> str:
    try:
        return text.decode(encoding, "replace")
    except LookupError:
        return text.decode("cp1252", "replace")
