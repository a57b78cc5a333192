"""Parts of a page that know no learner, made once for everybody."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.translation import get_language

from ..memo import remember

register = template.Library()


class Kept(template.Node):
    def __init__(self, name: str, record: FilterExpression, version: FilterExpression, nodelist: NodeList) -> None:
        self.name, self.record, self.version, self.nodelist = name, record, version, nodelist

    def render(self, context: Context) -> str:
        if getattr(context.get("request"), "is_preview", False):  # an editor's draft is nobody else's page
            return self.nodelist.render(context)
        key = f"kept:{self.name}:{self.record.resolve(context)}:{get_language()}"
        made: Any = remember(key, lambda: self.nodelist.render(context), version=self.version.resolve(context))
        return made


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """`{% kept course page.pk version %}…{% endkept %}`: given back in this language while the version stays the same."""
    _tag, name, record, version = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(name, parser.compile_filter(record), parser.compile_filter(version), nodelist)
