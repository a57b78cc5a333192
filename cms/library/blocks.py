"""Blocks of an article: the site's own, and text in which footnotes are marked."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail_footnotes.blocks import RichTextBlockWithFootnotes

from cms.pages.blocks import PROSE, BodyBlock


class FootnotedTextBlock(RichTextBlockWithFootnotes):
    """The mark in the text names a footnote of the page by its UUID; both are written on the page's «Footnotes» tab."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": [*PROSE, "footnotes"], **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"


class PieceBody(BodyBlock):
    text = FootnotedTextBlock()


class SourceBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        max_length=500,
        label=_("Source"),
        help_text=_("As in a list of references. For example: Про доступ до публічної інформації: Закон України від 13.01.2011 № 2939-VI."),
    )
    url = blocks.URLBlock(required=False, label=_("Address"))

    class Meta:
        icon = "openquote"
        label = _("Source")
