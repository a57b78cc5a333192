"""Mini-cases: what a city tried, by what means, at what cost and with what result."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.pages.blocks import PROSE, BodyBlock
from cms.pages.models import BasePage
from school.accounts.cities import oblast_name, oblast_of, oblasts
from school.accounts.models import City
from school.foundation.centre import words

from ..cases.editing import CaseForm
from ..cases.enums import Currency, Instrument, Outcome
from .sections import SectionPage
from .topics import Topic

EARLIEST = 1998  # before the first programme of informatisation no city had anything electronic to tell of


def oblast_choices() -> list[tuple[str, str]]:
    return [(code, row["name_uk"]) for code, row in oblasts().items()]


class CasesPage(SectionPage):
    parent_page_types = ["library.LibraryIndexPage"]
    subpage_types = ["library.CasePage"]
    template = "library/cases/index_page.html"

    class Meta:
        verbose_name = _("mini-cases")

    def pieces(self) -> models.QuerySet[CasePage]:
        return CasePage.objects.child_of(self).live().order_by("-year", "-first_published_at", "-pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..cases.listing import listing

        context = super().get_context(request, *args, **kwargs)
        context.update(listing(self, request.GET))
        return context


class CasePage(BasePage):
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city"),
        help_text=_("Its name is kept as it is now, also if the city is renamed later."),
    )  # fmt: skip
    city_name_uk = models.CharField(_("name of a city that is not in the list, in Ukrainian"), max_length=80, blank=True)
    city_name_en = models.CharField(_("the same in English"), max_length=80, blank=True)
    oblast = models.CharField(
        _("oblast"), max_length=8, choices=oblast_choices, blank=True, help_text=_("Filled by itself when a city is chosen from the list.")
    )
    is_example = models.BooleanField(
        _("teaching example"), default=False,
        help_text=_("A story made up for learning. The page, the list and the comparison say so, and the city may be an invented one."),
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(EARLIEST), MaxValueValidator(2100)], help_text=_("When the result was measured. For example: 2024.")
    )
    instrument = models.CharField(_("instrument"), max_length=20, choices=Instrument)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, help_text=_("A case that did not work teaches as much: say so openly."))
    topics = ParentalManyToManyField(Topic, blank=True, related_name="cases", verbose_name=_("topics"))

    problem = RichTextField(_("problem"), features=PROSE, help_text=_("What was wrong and for whom, with a number. Two or three sentences."))
    done = RichTextField(_("what was done"), features=PROSE, help_text=_("Step by step: who, what, with which programme, by which decision."))
    otherwise = RichTextField(
        _("what would be done otherwise"), features=PROSE, blank=True, help_text=_("The most useful lines of the case: what to avoid.")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("more"), help_text=_("Pictures, files, tables, if there are any."))

    cost_amount = models.DecimalField(
        _("cost"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))],
        help_text=_("All of it together. 0 means that no money was spent; leave empty if it is not known."),
    )  # fmt: skip
    cost_currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.UAH)
    cost_note = models.CharField(
        _("what it consists of"), max_length=300, blank=True, help_text=_("For example: equipment 180,000, the rest is wages.")
    )
    months = models.PositiveSmallIntegerField(_("months it took"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(240)])
    time_note = models.CharField(
        _("what the time went on"), max_length=300, blank=True, help_text=_("For example: two months of tender, one of training.")
    )

    contact_role = models.CharField(
        _("whom to ask"), max_length=200, blank=True, help_text=_("An office and a position, never a person. For example: IT department, head.")
    )
    contact_email = models.EmailField(_("mail of the office"), blank=True, help_text=_("The office's own address, not somebody's private one."))
    sent_by = models.CharField(_("thanks to"), max_length=250, blank=True, help_text=_("Who sent the case. For example: Khmilnyk City Council."))

    base_form_class = CaseForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("city"),
                FieldPanel("is_example"),
                FieldRowPanel([FieldPanel("city_name_uk"), FieldPanel("city_name_en")]),
                FieldPanel("oblast"),
            ],
            heading=_("City"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("instrument"), FieldPanel("outcome"), FieldPanel("year")]), FieldPanel("topics")], heading=_("How it is found")
        ),
        MultiFieldPanel([FieldPanel("problem"), FieldPanel("done"), FieldPanel("otherwise")], heading=_("The story")),
        InlinePanel("results", label=_("number"), heading=_("Result in numbers"), help_text=_("Before and after, in one unit. For example: minutes in the queue, 42, 9.")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("cost_amount"), FieldPanel("cost_currency")]),
                FieldPanel("cost_note"),
                FieldPanel("months"),
                FieldPanel("time_note"),
            ],
            heading=_("Cost and time"),
        ),
        MultiFieldPanel([FieldPanel("contact_role"), FieldPanel("contact_email"), FieldPanel("sent_by")], heading=_("Whom to ask")),
        FieldPanel("body"),
    ]  # fmt: skip
    parent_page_types = ["library.CasesPage"]
    subpage_types: list[str] = []
    search_fields = [
        *BasePage.search_fields,
        *(index.SearchField(name) for name in ("city_name_uk", "city_name_en", "problem", "done", "otherwise", "body")),
        *(index.FilterField(name) for name in ("instrument", "outcome", "year", "oblast", "is_example")),
    ]
    template = "library/cases/case_page.html"
    preview_modes = Page.DEFAULT_PREVIEW_MODES

    class Meta:
        verbose_name = _("mini-case")

    def clean(self) -> None:
        super().clean()
        self.keep_city_words()
        if not self.city_name_uk:
            raise ValidationError({"city": _("Choose a city, or name one that is not in the list.")})

    def keep_city_words(self) -> None:
        """The name as it was when the city was chosen; renaming the city changes nothing here."""
        if self.city is not None and not self.city_name_uk:
            self.city_name_uk, self.city_name_en, self.oblast = self.city.name_uk, self.city.name_en, oblast_of(self.city)

    @property
    def city_name(self) -> str:
        return words(self, "city_name")

    @property
    def oblast_name(self) -> str:
        return oblast_name(self.oblast) if self.oblast else ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..cases.presenting import case_context

        context = super().get_context(request, *args, **kwargs)
        context.update(case_context(self))
        return context


class CaseResult(Orderable):
    """One number before and after. Either may be missing: sometimes nobody had counted before."""

    page = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="results")
    indicator = models.CharField(_("what was measured"), max_length=160)
    before = models.DecimalField(_("before"), max_digits=14, decimal_places=2, null=True, blank=True)
    after = models.DecimalField(_("after"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True, help_text=_("For example: minutes, %, appeals a month."))

    panels = [FieldPanel("indicator"), FieldRowPanel([FieldPanel("before"), FieldPanel("after"), FieldPanel("unit")])]

    class Meta(Orderable.Meta):
        verbose_name = _("result in numbers")
        verbose_name_plural = _("results in numbers")

    def clean(self) -> None:
        super().clean()
        if self.before is None and self.after is None:
            raise ValidationError({"after": _("Write at least one of the two numbers.")})
