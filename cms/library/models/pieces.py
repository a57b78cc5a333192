"""Articles and research: words, their authors, files and sources. One kind of page, so that all are listed, cited and harvested alike."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.documents.models import Document
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.pages.models import BasePage
from school.accounts.models import Project
from school.foundation.calendar import kyiv_today

from ..blocks import PieceBody, SourceBlock
from ..editing import PieceForm
from ..enums import ARTICLES, RESEARCH, Licence, PieceKind
from .people import PersonPage
from .sections import SectionPage
from .topics import Topic


class PiecesPage(SectionPage):
    """Base of the two lists of pieces; `kinds` are what may stand in it."""

    kinds: tuple[PieceKind, ...] = ()
    subpage_types = ["library.PiecePage"]
    parent_page_types = ["library.LibraryIndexPage"]

    class Meta:
        abstract = True

    def pieces(self) -> models.QuerySet[PiecePage]:
        return PiecePage.objects.child_of(self).live().order_by("-published_on", "-pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..pieces.listing import listing

        context = super().get_context(request, *args, **kwargs)
        context.update(listing(self, request.GET))
        return context


class ArticlesPage(PiecesPage):
    kinds = ARTICLES
    template = "library/pieces_page.html"

    class Meta:
        verbose_name = _("articles")


class ResearchPage(PiecesPage):
    kinds = RESEARCH
    template = "library/pieces_page.html"

    class Meta:
        verbose_name = _("research")


class PiecePage(RoutablePageMixin, BasePage):
    kind = models.CharField(_("kind"), max_length=20, choices=PieceKind)
    abstract = models.TextField(
        _("abstract"),
        max_length=1500,
        help_text=_("Three to five sentences: the question, how it was answered, what was found. Stands in lists too."),
    )
    body = StreamField(PieceBody(), blank=True, verbose_name=_("text"))
    topics = ParentalManyToManyField(Topic, blank=True, related_name="pieces", verbose_name=_("topics"))
    keywords = models.CharField(
        _("keywords"), max_length=300, blank=True, help_text=_("Separated by commas. For example: petition, quorum, charter.")
    )
    published_on = models.DateField(_("date"), default=kyiv_today, help_text=_("The date under the title and in references."))
    revised_on = models.DateField(_("revised"), null=True, blank=True, help_text=_("Only if what it says has changed since."))
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.BY)
    sources = StreamField([("source", SourceBlock())], blank=True, verbose_name=_("sources"))
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("project"))

    base_form_class = PieceForm
    content_panels = [
        FieldPanel("title", classname="title"),
        FieldPanel("abstract"),
        InlinePanel("authors", label=_("author"), heading=_("Authors"), min_num=1),
        FieldPanel("body"),
        InlinePanel("files", label=_("file"), heading=_("Files and data")),
        FieldPanel("sources"),
    ]
    about_panels = [
        FieldPanel("kind"),
        FieldPanel("topics"),
        FieldPanel("keywords"),
        MultiFieldPanel([FieldPanel("published_on"), FieldPanel("revised_on")], heading=_("Dates")),
        FieldPanel("licence"),
        FieldPanel("project"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Text")),
            ObjectList([InlinePanel("footnotes", label=_("footnote"))], heading=_("Footnotes")),
            ObjectList(about_panels, heading=_("About the piece")),
            ObjectList(BasePage.promote_panels, heading=_("Address and search engines")),
        ]
    )
    parent_page_types = ["library.ArticlesPage", "library.ResearchPage"]
    subpage_types: list[str] = []
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("abstract"),
        index.SearchField("keywords"),
        index.SearchField("body"),
        index.FilterField("published_on"),
    ]
    template = "library/piece_page.html"
    preview_modes = Page.DEFAULT_PREVIEW_MODES

    class Meta:
        verbose_name = _("article or research")

    @property
    def description(self) -> str:
        return self.search_description or self.abstract

    @property
    def keyword_list(self) -> list[str]:
        return [word.strip() for word in self.keywords.split(",") if word.strip()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..pieces.presenting import piece_context

        context = super().get_context(request, *args, **kwargs)
        context.update(piece_context(self))
        return context

    @path("pdf/", name="pdf")
    def as_pdf(self, request: HttpRequest) -> HttpResponseBase:
        from ..pieces.paper import paper_response

        return paper_response(self)

    @path("bibtex/", name="bib")
    def as_bibtex(self, request: HttpRequest) -> HttpResponse:
        from ..citing.files import bibtex_response

        return bibtex_response(self)

    @path("ris/", name="ris")
    def as_ris(self, request: HttpRequest) -> HttpResponse:
        from ..citing.files import ris_response

        return ris_response(self)


class PieceAuthor(Orderable):
    """A person's page, or a name where there is none. The name stays if the page goes."""

    page = ParentalKey(PiecePage, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(PersonPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="written", verbose_name=_("person's page"))
    name = models.CharField(_("name"), max_length=200, blank=True, help_text=_("Leave empty if a page is chosen."))

    panels = [FieldPanel("person"), FieldPanel("name")]

    def clean(self) -> None:
        super().clean()
        if self.person is not None and not self.name:
            self.name = self.person.title
        if not self.name:
            raise ValidationError({"name": _("Choose a person's page or write a name.")})

    @property
    def signed(self) -> str:
        return self.person.title if self.person is not None else self.name


class PieceFile(Orderable):
    page = ParentalKey(PiecePage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", verbose_name=_("file"))
    note = models.CharField(_("what it is for"), max_length=250, blank=True, help_text=_("For example: all answers by city, one row each."))
    is_data = models.BooleanField(_("data"), default=False, help_text=_("Numbers behind the text, offered as a data set."))

    panels = [FieldPanel("document"), FieldPanel("note"), FieldPanel("is_data")]
