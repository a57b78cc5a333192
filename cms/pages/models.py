from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from .blocks import BodyBlock
from .editing import PageForm
from .shelves import shelf
from .slugs import free_slug


class BasePage(Page):
    """What every page of ours has. Pages know no learner."""

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences for lists and search engines. For example: how a city council works online."),
    )

    base_form_class = PageForm
    content_panels = [FieldPanel("title", classname="title"), FieldPanel("summary")]  # the address is ours to make, not the browser's
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title", heading=_("title for search engines"), help_text=_("Leave empty: the title itself is used.")),
                FieldPanel(
                    "search_description",
                    heading=_("words for search engines"),
                    help_text=_("Leave empty: the summary is used. One or two sentences."),
                ),
                FieldPanel(
                    "show_in_menus", heading=_("stands in the site's menu"), help_text=_("The menu shows pages directly under the home page.")
                ),
            ],
            heading=_("Address and search engines"),
        )
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        slug: str = self.slug  # type: ignore[has-type]
        if not slug and self.title:
            self.slug = free_slug(self.title, self.get_parent() if self.path else None, self)
        super().full_clean(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.school_page = self  # type: ignore[attr-defined]  # head links and the language switch read it
        return super().serve(request, *args, **kwargs)

    @property
    def description(self) -> str:
        return self.search_description or self.summary


class HomePage(BasePage):
    lead = models.TextField(_("lead"), blank=True, help_text=_("Two sentences under the title: what the school gives, to whom."))
    portal_title = models.CharField(_("title of the portal band"), max_length=120, blank=True)
    portal_text = models.TextField(_("text of the portal band"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("portal_title"), FieldPanel("portal_text")], heading=_("Portal")),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    template = "pages/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """One look-up by the whole path, not one a level; what is not found goes Wagtail's long way (and its 404)."""
        if path_components:
            path = f"{self.url_path}{'/'.join(path_components)}/"
            found = Page.objects.select_related("locale").filter(url_path=path, live=True).first()
            if found is not None and found.depth == self.depth + len(path_components):
                page = found.specific
                page.locale = found.locale
                return page.route(request, [])
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["shelves"] = shelf.gather("home", self, self.locale.language_code)
        context["body_html"] = self.body
        return context


class StandardPage(BasePage):
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    template = "pages/standard_page.html"
    preview_modes = Page.DEFAULT_PREVIEW_MODES

    class Meta:
        verbose_name = _("page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["siblings"] = self.get_siblings().live().specific().only("title") if self.depth > 3 else []
        context["parts"] = self.get_children().live()
        context["shelves"] = shelf.gather("page", self, self.locale.language_code)
        return context
