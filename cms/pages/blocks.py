"""Blocks any page may use. A block is its fields, then Meta with its template; looks live in templates/blocks/."""

from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

PROSE = ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]
LINES = ["bold", "link", "ol", "ul"]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": PROSE, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[("note", _("Note")), ("warn", _("Mind")), ("ok", _("Good practice")), ("bad", _("Do not"))],
        default="note",
        label=_("Kind"),
    )
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=LINES, label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "blocks/callout.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Step"))
    text = blocks.TextBlock(required=False, rows=2, label=_("What to do"))


class StepsBlock(blocks.ListBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(StepBlock(), **{"min_num": 1, **kwargs})

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "blocks/steps.html"


class FigureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        max_length=400,
        label=_("What the picture shows"),
        help_text=_("Read aloud to those who cannot see it. For example: a line from request to answer, five days long."),
    )
    caption = blocks.CharBlock(required=False, max_length=400, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/figure.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(rows=3, label=_("Words"))
    source = blocks.CharBlock(required=False, max_length=250, label=_("Whose words, where"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"


class TableBlock(TypedTableBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__([("text", blocks.CharBlock(required=False)), ("rich", blocks.RichTextBlock(features=LINES))], **kwargs)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"


class FoldBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    text = blocks.RichTextBlock(features=LINES, label=_("Text"))


class AccordionBlock(blocks.ListBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(FoldBlock(), **{"min_num": 1, **kwargs})

    class Meta:
        icon = "collapse-down"
        label = _("Folded answers")
        template = "blocks/accordion.html"


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    note = blocks.CharBlock(required=False, max_length=250, label=_("What it is for"))

    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "blocks/file.html"


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    video = DocumentChooserBlock(label=_("Video file"), help_text=_("MP4 or WebM, so that every browser plays it."))
    captions = DocumentChooserBlock(required=False, label=_("Captions"), help_text=_("A WebVTT file."))
    poster = ImageChooserBlock(required=False, label=_("Poster"))
    transcript = blocks.RichTextBlock(required=False, features=LINES, label=_("Transcript"))

    class Meta:
        icon = "media"
        label = _("Video")
        template = "blocks/video.html"


class EmbedValue(blocks.StructValue):
    @cached_property
    def address(self) -> str:
        return embed_address(self.get("url", ""))

    @property
    def host(self) -> str:
        return urlsplit(self.get("url", "")).hostname or ""


def embed_address(url: str) -> str:
    """The player's own address, built by rule from a video's page; empty when the host is not allowed."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host == "youtube.com" and (found := parse_qs(parts.query).get("v")):
        return f"https://www.youtube-nocookie.com/embed/{found[0]}" if found[0].isascii() else ""
    if host == "youtu.be" and parts.path.strip("/").isascii():
        return f"https://www.youtube-nocookie.com/embed/{parts.path.strip('/')}"
    if host == "vimeo.com" and parts.path.strip("/").isdigit():
        return f"https://player.vimeo.com/video/{parts.path.strip('/')}"
    return ""


class EmbedBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    url = blocks.URLBlock(label=_("Address of the video's page"), help_text=_("YouTube or Vimeo. Nothing loads until the reader presses."))
    poster = ImageChooserBlock(required=False, label=_("Poster"))

    def clean(self, value: EmbedValue) -> EmbedValue:
        cleaned = super().clean(value)
        if not embed_address(cleaned["url"]):
            problem = ValidationError(_("Only a page of a YouTube or Vimeo video can be shown here."))
            raise blocks.StructBlockValidationError(block_errors={"url": problem})
        return cleaned

    class Meta:
        icon = "link-external"
        label = _("Video from another site")
        template = "blocks/embed.html"
        value_class = EmbedValue


class AskOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300, label=_("Answer"))
    right = blocks.BooleanBlock(required=False, label=_("Right"))
    feedback = blocks.CharBlock(required=False, max_length=500, label=_("What to say to it"))


class AskBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=400, label=_("Question"))
    options = blocks.ListBlock(AskOptionBlock(), min_num=2, max_num=8, label=_("Answers"))

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not any(option["right"] for option in cleaned["options"]):
            problem = ValidationError(_("Mark the right answer."))
            raise blocks.StructBlockValidationError(block_errors={"question": problem})
        return cleaned

    class Meta:
        icon = "help"
        label = _("Check yourself")
        template = "blocks/ask.html"


class TryItBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200, label=_("Task"))
    text = blocks.RichTextBlock(features=LINES, label=_("What to do"))
    url = blocks.URLBlock(label=_("Address of the service"))
    service = blocks.CharBlock(max_length=120, label=_("Name of the service"))

    class Meta:
        icon = "pick"
        label = _("Try it")
        template = "blocks/try_it.html"


class BodyBlock(blocks.StreamBlock):
    text = TextBlock()
    callout = CalloutBlock()
    steps = StepsBlock()
    figure = FigureBlock()
    quote = QuoteBlock()
    table = TableBlock()
    accordion = AccordionBlock()
    file = FileBlock()
    video = VideoBlock()
    embed = EmbedBlock()
    ask = AskBlock()
    try_it = TryItBlock()

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
