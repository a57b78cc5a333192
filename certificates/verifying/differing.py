"""Where the words of a file differ from those of the file that we keep."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from ..models import Certificate
from ..picturing import lines_of_stored
from ..stored import FileDamaged
from .answers import Difference

MOST = 8
_SPACES = re.compile(r"[\s\u00ad\u200b\u2060]+")


def differences(certificate: Certificate, lines: list[str]) -> list[Difference]:
    """Lines of one that stand nowhere in the other: a line that is only broken elsewhere is no difference."""
    try:
        ours = lines_of_stored(certificate)
    except FileDamaged:  # nothing to compare with
        return []
    ours_whole, theirs_whole = letters("".join(ours)), letters("".join(lines))
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, [letters(row) for row in ours], [letters(row) for row in lines], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        missing = [row for row in ours[a:b] if letters(row) not in theirs_whole]
        added = [row for row in lines[c:d] if letters(row) not in ours_whole]
        if missing or added:
            found.append(Difference(" ".join(missing), " ".join(added)))
    return found[:MOST]


def letters(text: str) -> str:
    return _SPACES.sub("", text)
