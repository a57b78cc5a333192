from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from .enums import PartnerRole


class PartnerValue(blocks.StructValue):
    @property
    def name(self) -> str:
        """In the active language; the Ukrainian name where there is no English one."""
        english = (get_language() or "uk").startswith("en") and self.get("name_en")
        return str(english or self["name_uk"])


class PartnerBlock(blocks.StructBlock):
    name_uk = blocks.CharBlock(max_length=200, label=_("Name in Ukrainian"))
    name_en = blocks.CharBlock(max_length=200, label=_("Name in English"))
    role = blocks.ChoiceBlock(choices=PartnerRole.choices, default=PartnerRole.PARTNER, label=_("Role"))
    logo = ImageChooserBlock(
        required=False, label=_("Logo"), help_text=_("Shown on the run, the certificate and the report. A wide SVG or PNG on white is best.")
    )
    address = blocks.URLBlock(required=False, label=_("Site"))

    class Meta:
        value_class = PartnerValue
        icon = "group"
        label = _("Funder or partner")
