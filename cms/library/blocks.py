"""Blocks of an article: the site's own, and text in which footnotes are marked."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail_footnotes.blocks import RichTextBlockWithFootnotes

from cms.pages.blocks import PROSE, BodyBlock

FOOTNOTED = [*PROSE, "footnotes"]


class FootnotedTextBlock(RichTextBlockWithFootnotes):
    """The mark in the text names a footnote of the page by its UUID; both are written on the page's «Footnotes» tab."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": FOOTNOTED, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"


class PieceBody(BodyBlock):
    text = FootnotedTextBlock()


class SourceValue(blocks.StructValue):
    @property
    def citation(self) -> SafeString:
        """An act is cited as in running text: by its key, so that the reader is told when it changes or lapses."""
        from .acts.rich_text import address_of

        key = self["act"].translation_key
        return format_html('<a class="cite" href="{}" data-act="{}">{}</a>', address_of(key, None), key, self["text"])


class SourceBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        max_length=500,
        label=_("Source"),
        help_text=_("As in a list of references. For example: Про доступ до публічної інформації: Закон України від 13.01.2011 № 2939-VI."),
    )
    act = blocks.PageChooserBlock(
        page_type="library.ActPage",
        required=False,
        label=_("Act of the legal base"),
        help_text=_("If it is one of ours: readers are led there, and you are told when it changes."),
    )
    url = blocks.URLBlock(required=False, label=_("Address"))

    class Meta:
        icon = "openquote"
        label = _("Source")
        value_class = SourceValue
