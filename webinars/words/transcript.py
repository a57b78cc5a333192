"""The transcript: captions put together again to sentences with their second, sentences to paragraphs under chapters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from .captions import BrokenCaptions, Cue, read_cues

PAUSE = 3.0  # seconds of silence that end a sentence without a full stop
BREATH = 2.0  # seconds of silence that begin a paragraph
LONGEST_SENTENCE = 400
LONGEST_PARAGRAPH = 420

_END = re.compile(r"""[.?!…]+[»”")]*(?=\s+[–—-]?\s*[«“"(]*[А-ЯҐЄІЇA-Z0-9])|[.?!…]+[»”")]*$""")
_SHORT = frozenset(
    [
        "м",
        "с",
        "смт",
        "вул",
        "просп",
        "пров",
        "пл",
        "бул",
        "обл",
        "р",
        "рр",
        "ст",
        "ч",
        "п",
        "пп",
        "ін",
        "тис",
        "млн",
        "млрд",
        "грн",
        "коп",
        "ім",
        "див",
        "напр",
        "проф",
        "акад",
        "доц",
        "канд",
        "тел",
        "стор",
        "рис",
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "no",
        "vs",
        "prof",
        "e.g",
        "i.e",
    ]
)


def clock(seconds: float) -> str:
    """6:10, 1:02:05."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


@dataclass(frozen=True)
class Spoken:
    """A sentence, from its first second to its last."""

    at: float
    end: float
    text: str
    speaker: str = ""

    @property
    def second(self) -> int:
        """Where a link leads: the whole second in which it begins."""
        return int(self.at)


@dataclass
class Paragraph:
    """Sentences of one speaker without a long pause; `chapter` is the chapter that begins with it, `speaker` is said where it changes."""

    sentences: list[Spoken] = field(default_factory=list)
    speaker: str = ""
    chapter: Any = None

    @property
    def at(self) -> float:
        return self.sentences[0].at

    @property
    def second(self) -> int:
        return self.sentences[0].second

    @property
    def clock(self) -> str:
        return clock(self.at)

    @property
    def text(self) -> str:
        return " ".join(row.text for row in self.sentences)


class Begins(Protocol):
    at_seconds: Any


def transcript_of(track: Any, chapters: Iterable[Begins] = ()) -> list[Paragraph]:
    """Paragraphs of a track of captions; none where the captions cannot be read."""
    if track is None or not track.text:
        return []
    try:
        return paragraphs(sentences(read_cues(track.text)), chapters)
    except BrokenCaptions:
        return []


def sentences(cues: Iterable[Cue]) -> list[Spoken]:
    """Captions are cut to fit the screen, here their pieces are whole again; a sentence within a caption begins at its share of the time."""
    whole: list[Spoken] = []
    for piece in _pieces(cues):
        last = whole[-1] if whole else None
        if last is None or _over(last, piece):
            whole.append(piece)
        else:
            whole[-1] = Spoken(last.at, piece.end, f"{last.text} {piece.text}", last.speaker)
    return whole


def _pieces(cues: Iterable[Cue]) -> Iterable[Spoken]:
    for cue in cues:
        told = cue.pieces
        whole = sum(len(words) for _speaker, words in told) or 1
        gone = 0
        for speaker, words in told:
            for part in _split(words):
                until = gone + len(part)
                length = cue.end - cue.start
                yield Spoken(cue.start + length * gone / whole, cue.start + length * min(until / whole, 1), part, speaker)
                gone = until + 1


def _split(words: str) -> list[str]:
    found, since = [], 0
    for stop in _END.finditer(words):
        if _is_end(words[since : stop.end()]):
            found.append(words[since : stop.end()].strip())
            since = stop.end()
    return [part for part in [*found, words[since:].strip()] if part]


def _is_end(text: str) -> bool:
    """Whether the words end a sentence, and not only an abbreviation or an initial."""
    bare = text.rstrip('»”")')
    if not bare.endswith((".", "?", "!", "…")):
        return False
    if bare.endswith("...") or not bare.endswith("."):
        return True
    word = re.split(r"[\s(«“\"]", bare[:-1])[-1]
    return not (word.casefold() in _SHORT or (len(word) == 1 and word.isupper()))


def _over(last: Spoken, following: Spoken) -> bool:
    silent = following.at - last.end >= PAUSE
    other = bool(following.speaker) and following.speaker != last.speaker
    return silent or other or len(last.text) > LONGEST_SENTENCE or _is_end(last.text)


def paragraphs(said: Sequence[Spoken], chapters: Iterable[Begins] = ()) -> list[Paragraph]:
    """A paragraph ends at a chapter, another speaker, a breath, or when it is long enough."""
    coming = sorted(chapters, key=lambda row: row.at_seconds)
    found: list[Paragraph] = []
    speaker = ""
    for row in said:
        begun = None
        while coming and coming[0].at_seconds < row.at + (row.end - row.at) / 2:
            begun = coming.pop(0)
        if begun is not None or not found or _new_paragraph(found[-1], row):
            named = row.speaker if row.speaker != speaker else ""
            found.append(Paragraph(speaker=named, chapter=begun))
        speaker = row.speaker or speaker
        found[-1].sentences.append(row)
    return found


def _new_paragraph(paragraph: Paragraph, row: Spoken) -> bool:
    last = paragraph.sentences[-1]
    other = bool(row.speaker) and row.speaker != last.speaker
    return other or row.at - last.end >= BREATH or len(paragraph.text) + len(row.text) > LONGEST_PARAGRAPH
