"""HTML of a designer's sheet. Every piece is read and written anew, so no reader of HTML can take it for something else."""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from .slots import MUST, SLOTS

LINES = {"p", "h1", "h2", "span", "b", "strong", "small", "bdi"}  # hold words and each other
LISTS = {"ul", "ol"}
BLOCKS = {"div", "section", "header", "footer", "article", "li"}
EMPTY = {"br"}
INLINE = {"span", "b", "strong", "small", "bdi", "br"}
TAGS = LINES | LISTS | BLOCKS | EMPTY
LANGUAGES = ("uk", "en")
LONGEST, MOST_TAGS, DEEPEST = 20_000, 300, 20
CLASSES = re.compile(r"[a-z][a-z0-9-]{0,39}( [a-z][a-z0-9-]{0,39}){0,5}")
OURS = ("slot-", "own-", "sheet")  # classes that only we give
_SLOT = re.compile(r"\{([a-z_]+)\}")
_BRACE = re.compile("[{}]")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
Problem = tuple[int, str]


class Markup(HTMLParser):
    """`written`: what was understood. `problems`: line and words of everything else."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.problems: list[Problem] = []
        self.open: list[str] = []
        self.tags = 0
        self.slots: list[str] = []
        if len(text) > LONGEST:
            self.refuse(_("There is more than %(n)d signs: make it shorter.") % {"n": LONGEST})
            return
        self.feed(text)
        self.close()
        if self.rawdata:
            self.refuse(_("Something is left open at the end."))
        for tag in self.open:
            self.refuse(_("<%(tag)s> is not closed.") % {"tag": tag})
        self._count_slots()

    @property
    def html(self) -> str:
        return "".join(self.written).strip()

    def refuse(self, words: str, before: str = "") -> None:
        """`before`: what of the present piece stands before the trouble."""
        self.problems.append((self.getpos()[0] + before.count("\n"), words))

    # --- elements --------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += 1
        if tag not in TAGS:
            return self.refuse(_("<%(tag)s> is not taken. There are: %(known)s.") % {"tag": tag[:30], "known": ", ".join(sorted(TAGS))})
        if self.tags > MOST_TAGS or len(self.open) >= DEEPEST:
            return self.refuse(_("There are too many elements, or they stand too deep within each other."))
        self._check_place(tag)
        self.written.append(f"<{tag}{self._attributes(attrs)}>")
        if tag not in EMPTY:
            self.open.append(tag)
        return None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in EMPTY:
            return self.handle_starttag(tag, attrs)
        return self.refuse(_("<%(tag)s/> is not taken: close it by </%(tag)s>.") % {"tag": tag[:30]})

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            return self.refuse(_("</%(tag)s> closes nothing that is open here.") % {"tag": tag[:30]})
        self.open.pop()
        self.written.append(f"</{tag}>")
        return None

    def _check_place(self, tag: str) -> None:
        around = self.open[-1] if self.open else ""
        if (tag == "li") != (around in LISTS) or (around in LINES and tag not in INLINE):
            self.refuse(_("<%(tag)s> cannot stand in <%(around)s>.") % {"tag": tag, "around": around or "body"})

    def _attributes(self, attrs: list[tuple[str, str | None]]) -> str:
        said = dict(attrs)
        if len(said) != len(attrs):
            self.refuse(_("An attribute stands twice."))
        taken = {name: value or "" for name, value in said.items() if _is_taken(name, value or "")}
        for name in said.keys() - taken.keys():
            self.refuse(
                _("%(name)s=“%(value)s” is not taken. There are class (small Latin letters, figures and -) and lang (uk, en).")
                % {"name": name[:30], "value": (said[name] or "")[:40]}
            )
        return "".join(f' {name}="{escape(value)}"' for name, value in sorted(taken.items()))

    # --- words -----------------------------------------------------------------------------------------

    def handle_data(self, data: str) -> None:
        margin = data[: len(data) - len(data.lstrip())]
        if _UNSEEN.search(data):
            self.refuse(_("A sign that nobody sees stands here. Type the line anew."), margin)
        if not self.open and data.strip():
            self.refuse(_("Words stand outside of every element."), margin)
        if self.open and self.open[-1] in LISTS and data.strip():
            self.refuse(_("Words in a list stand in its <li>."), margin)
        end = 0
        for found in _SLOT.finditer(data):
            self._write(data, end, found.start())
            self._put(found[1], data[: found.start()])
            end = found.end()
        self._write(data, end, len(data))

    def _write(self, data: str, start: int, end: int) -> None:
        bare = data[start:end]
        if brace := _BRACE.search(bare):
            self.refuse(_("Code is not run here. A slot looks like {name}, with small letters and one brace."), data[: start + brace.start()])
        self.written.append(escape(_BRACE.sub("", bare)))

    def _put(self, name: str, before: str) -> None:
        if name in SLOTS:
            self._check_slot(name, before)
            self.slots.append(name)
            self.written.append(f"{{{name}}}")
        else:
            known = ", ".join(f"{{{known}}}" for known in SLOTS)
            self.refuse(_("There is no slot {%(name)s}. There are: %(known)s.") % {"name": name[:40], "known": known}, before)

    def handle_entityref(self, name: str) -> None:
        self._handle_reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._handle_reference(f"&#{name};")

    def _handle_reference(self, said: str) -> None:
        sign = unescape(said)
        if len(sign) != 1 or sign in "{}":
            return self.refuse(_("“%(sign)s” is not taken: type the sign itself.") % {"sign": said[:20]})
        return self.handle_data(sign)

    def _check_slot(self, name: str, before: str) -> None:
        slot, around = SLOTS[name], self.open[-1] if self.open else ""
        if name in self.slots:
            self.refuse(_("{%(name)s} stands twice.") % {"name": name}, before)
        if slot.within and around != slot.within:
            self.refuse(_("{%(name)s} stands in <%(tag)s>, so that it is read aloud as a heading.") % {"name": name, "tag": slot.within}, before)
        if slot.block and around not in BLOCKS:
            self.refuse(_("{%(name)s} brings elements of its own: put it into a <div>, not into a line of words.") % {"name": name}, before)

    def _count_slots(self) -> None:
        for name in MUST:
            if name not in self.slots:
                self.refuse(_("{%(name)s} is missing: %(label)s.") % {"name": name, "label": SLOTS[name].label})
        headings = [name for name in self.slots if name in ("name", "what", "outcomes")]
        if headings != [name for name in ("name", "what", "outcomes") if name in headings]:
            self.refuse(_("The headings stand in this order: {name}, {what}, {outcomes}."))
        if sum(piece.startswith(("<h1", "<h2")) for piece in self.written) != len({"name", "what"} & {*self.slots}):
            self.refuse(_("There is one <h1>, with {name}, and one <h2>, with {what}."))

    # --- what is never taken ---------------------------------------------------------------------------

    def handle_comment(self, data: str) -> None:
        """A note of the designer's: it is left out."""

    def handle_decl(self, decl: str) -> None:
        self.refuse(_("Only what stands within <body> is written here: no <!doctype>, no <?xml?>."))

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.handle_decl(data)


def _is_taken(name: str, value: str) -> bool:
    if name == "class":
        return CLASSES.fullmatch(value) is not None and not any(word.startswith(OURS) for word in value.split())
    return name == "lang" and value in LANGUAGES
