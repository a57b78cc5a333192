"""Fields of the editor: a line of words with chips for its variables, a colour with those we have tried."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.loader import render_to_string

from .texts import VARIABLES


class Framed:
    """A field with something beside it, out of the school's own templates."""

    frame = ""

    def beside(self) -> dict[str, Any]:
        return {}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        field = super().render(name, value, attrs, renderer)  # type: ignore[misc]
        return render_to_string(self.frame, {"field": field, **self.beside()})

    class Media:
        js = ["js/template.js"]
        css = {"all": ["css/template.css"]}


class VariableInput(Framed, forms.Textarea):
    """Works by typing; with JavaScript a press on a chip puts the variable where the cursor stands."""

    frame = "certificates/designing/variable_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 2, **(attrs or {})})

    def beside(self) -> dict[str, Any]:
        return {"chips": [{"code": row.chip(name), "label": row.label, "shown": f"{{{name}}}"} for name, row in VARIABLES.items()]}


class ColourInput(Framed, forms.TextInput):
    input_type = "color"
    frame = "certificates/designing/colour_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__(attrs)
        self.choices = choices

    def beside(self) -> dict[str, Any]:
        return {"choices": self.choices}


class CodeInput(forms.Textarea):
    """Wide, with letters of one width, and nobody corrects the spelling."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 26, "spellcheck": "false", "wrap": "off", "class": "code-input", **(attrs or {})})

    class Media:
        css = {"all": ["css/template.css"]}
