"""CSS of a designer's sheet. Every token is asked for by its kind: what a browser could fetch, hide or move away has no way in."""

from __future__ import annotations

import re
from typing import Any

import tinycss2
from django.utils.translation import gettext as _

from .markup import OURS, TAGS, Problem

LONGEST, MOST_RULES = 30_000, 300
MOST = {"mm": 420, "cm": 42, "pt": 1200, "px": 1600, "em": 40, "%": 100}
FACES = {"commissioner": '"Commissioner Print"', "literata": '"Literata Print"'}
COLOURS = ("--accent", "--paper")
SELECTED = TAGS | {"img"}
PLACES = {"first-child", "last-child"}
_HEX = re.compile(r"[0-9a-fA-F]{3}|[0-9a-fA-F]{6}")

LENGTH, COLOUR, NUMBER = {"length"}, {"colour"}, {"number"}
LINE = {"none", "solid", "dashed", "dotted", "double"}
GRADIENTS = {"linear-gradient", "repeating-linear-gradient", "radial-gradient"}
PLACE = {"center", "top", "bottom", "left", "right", "to"}
FLEX = {"flex-start", "flex-end", "start", "end", "center", "space-between", "space-around", "stretch", "baseline"}
BORDERS = ["border", "border-top", "border-right", "border-bottom", "border-left"]
SIDES = ["top", "right", "bottom", "left"]
AUTO = LENGTH | {"auto"}
PROPERTIES: dict[str, set[str]] = {
    **dict.fromkeys(["width", "height", "margin", *(f"margin-{side}" for side in SIDES), *SIDES, "flex-basis"], AUTO),
    **dict.fromkeys(["min-width", "min-height", "padding", *(f"padding-{side}" for side in SIDES), "gap", "row-gap", "column-gap"], LENGTH),
    **dict.fromkeys(["max-width", "border-radius", "text-indent", "font-size"], LENGTH),
    **dict.fromkeys(BORDERS, LENGTH | COLOUR | LINE),
    **dict.fromkeys(["border-width", *(f"{name}-width" for name in BORDERS[1:])], LENGTH),
    **dict.fromkeys(["border-color", *(f"{name}-color" for name in BORDERS[1:]), "color", "background-color"], COLOUR),
    **dict.fromkeys(["border-style", *(f"{name}-style" for name in BORDERS[1:])], LINE),
    "background": COLOUR | {"gradient", "none"},
    "display": {"block", "inline", "inline-block", "flex", "table", "table-row", "table-cell"},
    "position": {"relative", "absolute", "static"},
    "flex": NUMBER | LENGTH | {"auto", "none"},
    "flex-direction": {"row", "column", "row-reverse", "column-reverse"},
    "flex-wrap": {"wrap", "nowrap"},
    **dict.fromkeys(["justify-content", "align-items", "align-self"], FLEX),
    "table-layout": {"fixed", "auto"},
    "vertical-align": {"top", "middle", "bottom", "baseline"},
    "text-align": {"left", "right", "center", "start", "end"},
    "font-family": set(),
    "font-weight": {"400", "600", "800"},
    "line-height": {"ratio"},
    "letter-spacing": {"tracking"},
    "white-space": {"normal", "nowrap"},
    "overflow-wrap": {"anywhere", "normal"},
    "list-style": {"none"},
    "box-sizing": {"border-box"},
}


class Refused(Exception):
    """Why one rule or one declaration is not taken."""


class Styles:
    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self.written: list[str] = []
        if len(text) > LONGEST:
            self.problems.append((1, _("There is more than %(n)d signs: make it shorter.") % {"n": LONGEST}))
            return
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        if len(rules) > MOST_RULES:
            self.problems.append((1, _("There are more than %(n)d rules.") % {"n": MOST_RULES}))
            return
        for rule in rules:
            self._try(rule, self._rule)

    @property
    def css(self) -> str:
        return "\n".join(self.written)

    def _try(self, node: Any, take: Any) -> Any:
        try:
            return take(node)
        except Refused as problem:
            self.problems.append((node.source_line, str(problem)))
            return None

    def _rule(self, rule: Any) -> None:
        if rule.type == "at-rule":
            raise Refused(_("@%(name)s is not taken: no rule begins with @.") % {"name": rule.at_keyword[:30]})
        if rule.type != "qualified-rule":
            raise Refused(_("This is not CSS: a rule looks like .line { color: #1c1815; }"))
        selector = selector_of(rule.prelude)
        rows = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        said = [self._try(row, _declaration) for row in rows]
        self.written.append(f"{selector} {{ {' '.join(row for row in said if row)} }}")


def selector_of(tokens: list[Any]) -> str:
    """Elements, classes, first and last children, and how they stand in each other."""
    said, before = [], ""
    tokens = [token for token in tokens if token.type != "comment"]
    for token in tokens:
        sign = token.value if token.type in ("literal", "ident") else " " if token.type == "whitespace" else ""
        known = (
            sign == " "
            or (token.type == "literal" and sign in (".", ",", ">", "+", ":"))
            or (token.type == "ident" and _named(sign, before))
        )  # fmt: skip
        if not known or (before in (".", ":") and token.type != "ident"):
            raise Refused(
                _("The selector is not taken. There are elements, .classes of your own, :first-child, :last-child, spaces, “,”, “>” and “+”.")
            )
        said.append(sign)
        before = sign
    if not "".join(said).strip() or before in (".", ":"):
        raise Refused(_("A rule has no selector."))
    return "".join(said).strip()


def _named(name: str, before: str) -> bool:
    if before == ".":
        return re.fullmatch(r"[a-z][a-z0-9-]{0,39}", name) is not None and not name.startswith(OURS)
    return name in (PLACES if before == ":" else SELECTED)


def _declaration(row: Any) -> str:
    if row.type != "declaration":
        raise Refused(_("Within the braces stand lines such as “color: #1c1815;”, no rule and nothing else."))
    name = row.lower_name
    if name not in PROPERTIES:
        raise Refused(_("“%(name)s” is not taken. There are: %(known)s.") % {"name": name[:40], "known": ", ".join(sorted(PROPERTIES))})
    if row.important:
        raise Refused(_("“!important” is not taken: ours must win where a proof is kept visible."))
    tokens = [token for token in row.value if token.type != "comment"]
    said = _faces(tokens) if name == "font-family" else "".join(_token(name, token, PROPERTIES[name]) for token in tokens).strip()
    if not said:
        raise Refused(_("“%(name)s” says nothing.") % {"name": name})
    return f"{name}: {said};"


def _faces(tokens: list[Any]) -> str:
    names = [token.value.lower() for token in tokens if token.type in ("ident", "string")]
    others = [token for token in tokens if token.type not in ("ident", "string", "whitespace")]
    if len(names) != 1 or others or names[0] not in FACES:
        raise Refused(_("There are two typefaces: Commissioner and Literata."))
    return FACES[names[0]]


def _token(name: str, token: Any, kinds: set[str]) -> str:
    if token.type == "whitespace":
        return " "
    if token.type == "literal" and token.value == "," and "in gradient" in kinds:
        return ","
    if token.type == "ident" and token.lower_value in kinds - {"length", "colour", "number", "gradient", "ratio", "tracking", "in gradient"}:
        return token.lower_value
    if token.type == "hash" and "colour" in kinds and _HEX.fullmatch(token.value):
        return f"#{token.value.lower()}"
    if token.type == "function":
        return _function(name, token, kinds)
    if token.type in ("number", "dimension", "percentage") and (said := _measure(token, kinds)):
        return said
    raise Refused(
        _("“%(name)s”: “%(value)s” is not taken. Lengths are in mm, cm, pt, px, em or %%, colours look like #1c1815.")
        % {"name": name, "value": _shown(token)}
    )


def _function(name: str, token: Any, kinds: set[str]) -> str:
    inner = [row for row in token.arguments if row.type not in ("comment", "whitespace")]
    if token.lower_name == "var" and "colour" in kinds and [row.type for row in inner] == ["ident"] and inner[0].value in COLOURS:
        return f"var({inner[0].value})"
    if token.lower_name in GRADIENTS and "gradient" in kinds:
        said = "".join(
            _token(name, row, COLOUR | LENGTH | PLACE | {"in gradient", "deg", "circle"}) for row in token.arguments if row.type != "comment"
        )
        return f"{token.lower_name}({said})"
    raise Refused(_("“%(name)s”: “%(value)s()” is not taken.") % {"name": name, "value": token.name[:30]})


def _measure(token: Any, kinds: set[str]) -> str:
    value = float(token.value)
    unit = "%" if token.type == "percentage" else getattr(token, "lower_unit", "")
    if token.type == "number":
        fits = (
            (value == 0 and bool({"length", "in gradient"} & kinds))
            or ("number" in kinds and 0 <= value <= 20)
            or ("ratio" in kinds and 1 <= value <= 3)
            or (token.is_integer and str(token.int_value) in kinds)
        )  # fmt: skip
    elif "tracking" in kinds:
        fits = unit == "em" and -0.05 <= value <= 0.5
    elif unit == "deg":
        fits = "deg" in kinds and abs(value) <= 360
    else:
        fits = "length" in kinds and abs(value) <= MOST.get(unit, -1)
    return f"{value:g}{unit}" if fits else ""


def _shown(token: Any) -> str:
    return str(token.serialize())[:40]
