"""A term of the glossary, in both languages; by its forms a page's text is marked."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin
from wagtail.search import index

from school.foundation.centre import words
from school.foundation.transliteration import slugify_uk

from .topics import Topic


class TermQuerySet(models.QuerySet["Term"]):
    def live(self) -> TermQuerySet:
        return self.filter(live=True)


class Term(PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, ClusterableModel):
    """`marks` holds, by language, the phrases by which the term is known in a text: for each word of a phrase all its forms."""

    slug = models.SlugField(_("address"), unique=True, blank=True, editable=False)
    name_uk = models.CharField(_("term in Ukrainian"), max_length=120)
    name_en = models.CharField(_("term in English"), max_length=120)
    explanation_uk = models.TextField(_("explanation in Ukrainian"), max_length=1200)
    explanation_en = models.TextField(_("explanation in English"), max_length=1200)
    other_uk = models.TextField(_("other names in Ukrainian"), blank=True, max_length=600)
    other_en = models.TextField(_("other names in English"), blank=True, max_length=600)
    source_uk = models.CharField(_("source in Ukrainian"), max_length=300, blank=True)
    source_en = models.CharField(_("source in English"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    see_also = ParentalManyToManyField("self", symmetrical=False, blank=True, related_name="seen_from", verbose_name=_("see also"))
    topics = ParentalManyToManyField(Topic, blank=True, related_name="terms", verbose_name=_("topics"))
    marks = models.JSONField(default=dict, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = TermQuerySet.as_manager()

    panels = [
        HelpPanel(template="library/panels/term_help.html", heading=_("How a term is written")),
        MultiFieldPanel([FieldPanel("name_uk"), FieldPanel("explanation_uk"), FieldPanel("other_uk"), FieldPanel("source_uk")], heading=_("In Ukrainian")),
        MultiFieldPanel([FieldPanel("name_en"), FieldPanel("explanation_en"), FieldPanel("other_en"), FieldPanel("source_en")], heading=_("In English")),
        FieldPanel("source_url", help_text=_("The official text, if an act defines the term. Leave the source empty where the explanation is the centre's own.")),
        FieldPanel("topics"),
        FieldPanel("see_also"),
    ]  # fmt: skip
    search_fields = [index.AutocompleteField("name_uk"), index.AutocompleteField("name_en")]

    class Meta:
        ordering = ["name_uk"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def __str__(self) -> str:
        return self.name_uk

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """The address is made once, from the first name, and stays: others have linked to it."""
        if not self.slug and self.name_uk:
            self.slug = _free_slug(self.name_uk)
        super().full_clean(*args, **kwargs)

    @property
    def title(self) -> str:
        """The term as a heading, in the reader's language."""
        name = words(self, "name")
        return name[:1].upper() + name[1:]

    def names(self, language: str) -> list[str]:
        """Every name the term has in a language, the first one first."""
        others = (" ".join(line.split()) for line in getattr(self, f"other_{language}").splitlines())
        return [getattr(self, f"name_{language}"), *(name for name in others if name)]

    def said(self, language: str) -> dict[str, Any]:
        """The term in one language, as pages show it."""
        name, *others = self.names(language)
        return {
            "language": language,
            "name": name,
            "others": others,
            "explanation": getattr(self, f"explanation_{language}"),
            "source": getattr(self, f"source_{language}"),
        }

    @property
    def sides(self) -> list[dict[str, Any]]:
        return [self.said("uk"), self.said("en")]

    def get_preview_template(self, request: object, mode_name: str) -> str:
        return "library/term_preview.html"


def _free_slug(name: str) -> str:
    base = slugify_uk(name)[:40].strip("-") or "term"
    taken = set(Term.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken)
