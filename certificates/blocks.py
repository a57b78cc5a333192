"""What an editor adds to a template one by one: logos and those who sign."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class LogoBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Picture"), help_text=_("A wide SVG or PNG on white is best; letters of an SVG turned into outlines."))
    name_uk = blocks.CharBlock(max_length=120, label=_("Name in Ukrainian"), help_text=_("It is read aloud instead of the picture."))
    name_en = blocks.CharBlock(max_length=120, required=False, label=_("Name in English"))

    class Meta:
        icon = "image"
        label = _("Logo")


class SigningBlock(blocks.StructBlock):
    name_uk = blocks.CharBlock(max_length=120, label=_("Name in Ukrainian"))
    name_en = blocks.CharBlock(max_length=120, required=False, label=_("Name in English"))
    post_uk = blocks.CharBlock(max_length=120, label=_("Post in Ukrainian"))
    post_en = blocks.CharBlock(max_length=120, required=False, label=_("Post in English"))
    signature = SnippetChooserBlock("certificates.SignaturePicture", required=False, label=_("Picture of the signature"))

    class Meta:
        icon = "user"
        label = _("Signatory")
