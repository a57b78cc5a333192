from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class Topic(models.Model):
    """A field of e-governance that gathers courses, and later acts, cases, webinars."""

    slug = models.SlugField(_("address"), unique=True)
    name_uk = models.CharField(_("name in Ukrainian"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)

    panels = [FieldPanel("name_uk"), FieldPanel("name_en"), FieldPanel("slug")]

    class Meta:
        ordering = ["name_uk"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name_uk
