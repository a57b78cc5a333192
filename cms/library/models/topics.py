from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from school.foundation.centre import words

ABOUT = _("Two sentences: what it is about, whom it helps.")


class Topic(models.Model):
    """A field of e-governance: its page gathers what every room has on it."""

    slug = models.SlugField(_("address"), unique=True)
    name_uk = models.CharField(_("name in Ukrainian"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)

    about_uk = models.TextField(_("about it in Ukrainian"), blank=True, max_length=500)
    about_en = models.TextField(_("about it in English"), blank=True, max_length=500)

    panels = [
        MultiFieldPanel([FieldPanel("name_uk"), FieldPanel("about_uk", help_text=ABOUT)], heading=_("In Ukrainian")),
        MultiFieldPanel([FieldPanel("name_en"), FieldPanel("about_en", help_text=ABOUT)], heading=_("In English")),
        FieldPanel("slug", help_text=_("Others link to it: change it only while the topic is new.")),
    ]

    class Meta:
        ordering = ["name_uk"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name_uk

    @property
    def title(self) -> str:
        return words(self, "name")
