"""Tabs of the coordinator's work that rooms above have added."""

from __future__ import annotations

from django import template
from django.urls import reverse

from ..desk import TABS

register = template.Library()


@register.simple_tag
def added_tabs() -> list[dict[str, str]]:
    return [{"name": tab.name, "label": str(tab.label), "url": reverse(tab.url_name)} for tab in TABS]
