"""The inside of a cue: a tree of spans, read as the standard reads it (W3C WebVTT, 6.4 and 6.5), and written again safely."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .webvtt import read_time

_TOKEN = re.compile(r"<(?P<inside>[^>]*)>?", re.DOTALL)
_START = re.compile(r"(?P<name>[^\t\n\f .]*)(?P<classes>(?:\.[^\t\n\f .]*)*)(?P<annotation>[\s\S]*)")
DEEPEST = 50  # spans within spans; nobody writes so many, and a hostile file might
PLAIN = ("c", "i", "b", "u", "ruby")


@dataclass
class Node:
    """A span: `c i b u ruby rt v lang`, a piece of text (`text`), a moment (`time`), or the whole cue (`cue`)."""

    kind: str
    text: str = ""
    classes: list[str] = field(default_factory=list)
    annotation: str = ""
    seconds: float = 0.0
    children: list[Node] = field(default_factory=list)

    @property
    def words(self) -> str:
        return self.text if self.kind == "text" else "".join(child.words for child in self.children)


def read_text(text: str) -> Node:
    """6.4, the WebVTT cue text parsing rules."""
    root = Node("cue")
    open_nodes = [root]
    at = 0
    for found in _TOKEN.finditer(text):
        _add_words(open_nodes[-1], text[at : found.start()])
        _take_tag(open_nodes, found["inside"])
        at = found.end()
    _add_words(open_nodes[-1], text[at:])
    return root


def _add_words(node: Node, raw: str) -> None:
    if raw:
        node.children.append(Node("text", text=html.unescape(raw)))


def _take_tag(open_nodes: list[Node], inside: str) -> None:
    if inside.startswith("/"):
        _close(open_nodes, inside[1:])
    elif inside[:1].isascii() and inside[:1].isdigit():
        moment = read_time(inside)
        if moment is not None and moment[1] == len(inside):
            open_nodes[-1].children.append(Node("time", seconds=moment[0]))
    else:
        _open(open_nodes, inside)


def _open(open_nodes: list[Node], inside: str) -> None:
    found = _START.match(inside)
    assert found is not None
    name, current = found["name"], open_nodes[-1]
    if len(open_nodes) > DEEPEST or (name not in PLAIN and name not in ("v", "lang") and not (name == "rt" and current.kind == "ruby")):
        return
    annotation = " ".join(html.unescape(found["annotation"]).split()) if name in ("v", "lang") else ""
    node = Node(name, classes=[row for row in found["classes"].split(".") if row], annotation=annotation)
    current.children.append(node)
    open_nodes.append(node)


def _close(open_nodes: list[Node], name: str) -> None:
    kind = open_nodes[-1].kind
    if kind == name != "cue":
        open_nodes.pop()
    elif kind == "rt" and name == "ruby":
        del open_nodes[-2:]


def said(node: Node, speaker: str = "") -> Iterator[tuple[str, str]]:
    """Words with their speaker, piece by piece; what stands over a word as its reading (`rt`) is not said twice."""
    speaker = node.annotation if node.kind == "v" else speaker
    if node.kind == "text":
        yield speaker, node.text
    for child in node.children:
        if child.kind != "rt":
            yield from said(child, speaker)


def speaker_of(node: Node) -> str:
    """The one voice of a cue; nothing where nobody or several are named."""
    voices = {speaker for speaker, words in said(node) if words.strip()}
    return voices.pop() if len(voices) == 1 else ""


# What people edit is plain words; of tags only those below count, everything else is written as the sign it is.
_EDITED = re.compile(r"</?(?:i|b|u|ruby|rt|c(?:\.[\w-]+)*|lang(?: [\w-]+)?|v(?:\.[\w-]+)*(?: (?:(?!-->)[^<>\n])*)?)>")


def editable(node: Node, speaker: str = "") -> str:
    """The words with their tags as people edit them; the tag of the one speaker is left out, for it stands in its own column."""
    if node.kind == "text":
        return node.text
    inside = "".join(editable(child, speaker) for child in node.children)
    if node.kind in ("cue", "time") or (node.kind == "v" and (node.annotation == speaker or not node.annotation)):
        return inside
    name = ".".join([node.kind, *node.classes]) if node.kind in ("c", "v") else node.kind
    note = f" {re.sub(r'[<>]', '', node.annotation)}" if node.annotation else ""
    return f"<{name}{note}>{inside}</{node.kind}>"


def payload(edited: str, speaker: str = "") -> str:
    """Edited words as the inside of a cue: known tags stay, every other sign is escaped, no empty line ends the cue early."""
    lines = [" ".join(line.split()) for line in edited.replace("\0", "").splitlines()]
    edited = "\n".join(line for line in lines if line)
    pieces, at = [], 0
    for found in _EDITED.finditer(edited):
        pieces += [_escaped(edited[at : found.start()]), found[0]]
        at = found.end()
    text = "".join([*pieces, _escaped(edited[at:])])
    return f"<v {_escaped(' '.join(speaker.split()))}>{text}" if speaker.strip() else text


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
