"""One field of a form as the face draws it: label, hint, error, with what screen readers need."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, **attrs: Any) -> dict[str, Any]:
    widget = bound.field.widget
    kind = (
        "choices"
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
        else "check"
        if isinstance(widget, forms.CheckboxInput)
        else "input"
    )
    described = [f"{bound.id_for_label}-hint"] if bound.help_text else []
    described += [f"{bound.id_for_label}-error"] if bound.errors else []
    extra = {name.replace("_", "-"): value for name, value in attrs.items()}
    if kind == "input":
        extra["class"] = "input"
    if described:
        extra["aria-describedby"] = " ".join(described)
    if bound.errors:
        extra["aria-invalid"] = "true"
    return {
        "bound": bound,
        "kind": kind,
        "control": bound.as_widget(attrs={**widget.attrs, **extra}) if kind != "choices" else "",
        "errors": bound.errors,
    }


@register.inclusion_tag("components/errors.html")
def errors(form: forms.Form) -> dict[str, Any]:
    """The summary on top: what is wrong, each with a link to its field."""
    rows = [
        {"label": form[name].label, "id": form[name].id_for_label or f"id_{name}", "text": text}
        for name in form.errors
        if name != "__all__"
        for text in form.errors[name]
    ]
    return {"rows": rows, "general": form.non_field_errors()}
