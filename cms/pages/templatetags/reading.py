"""`{% reading %}…{% endreading %}` around a page's text: `cms/pages/reading.py` tells what happens to it."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cms.pages.reading import passes, subject_key

register = template.Library()


class ReadingNode(template.Node):
    def __init__(self, nodelist: NodeList, language: template.base.FilterExpression | None, key: template.base.FilterExpression | None) -> None:
        self.nodelist, self.language, self.key = nodelist, language, key

    def render(self, context: Context) -> SafeString:
        language = (self.language.resolve(context) if self.language else "") or get_language() or ""
        token = subject_key.set(self._key(context))
        try:
            return mark_safe(passes.run(self.nodelist.render(context), language))
        finally:
            subject_key.reset(token)

    def _key(self, context: Context) -> Any:
        return self.key.resolve(context) if self.key else getattr(context.get("page"), "translation_key", None)


@register.tag
def reading(parser: Parser, token: Token) -> ReadingNode:
    """`{% reading words_language activity.key %}`: the language of the words where it is not the reader's own, and whose words they are
    where they are not the page's."""
    bits = token.split_contents()
    nodelist = parser.parse(("endreading",))
    parser.delete_first_token()
    language, key = (parser.compile_filter(bits[n]) if len(bits) > n else None for n in (1, 2))
    return ReadingNode(nodelist, language, key)
