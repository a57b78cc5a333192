"""`{% reading %}…{% endreading %}` around a page's text: `cms/pages/reading.py` tells what happens to it."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cms.pages.reading import passes

register = template.Library()


class ReadingNode(template.Node):
    def __init__(self, nodelist: NodeList, language: template.base.FilterExpression | None) -> None:
        self.nodelist, self.language = nodelist, language

    def render(self, context: Context) -> SafeString:
        language = (self.language.resolve(context) if self.language else "") or get_language() or ""
        return mark_safe(passes.run(self.nodelist.render(context), language))


@register.tag
def reading(parser: Parser, token: Token) -> ReadingNode:
    """An argument names the language of the words where it is not the reader's own: `{% reading words_language %}`."""
    bits = token.split_contents()
    nodelist = parser.parse(("endreading",))
    parser.delete_first_token()
    return ReadingNode(nodelist, parser.compile_filter(bits[1]) if len(bits) > 1 else None)
