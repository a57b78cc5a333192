"""The legal base in Wagtail: citing in rich text, editions of an act, what is to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page

from ..models import ActPage, Citation, Edition, Review
from . import admin_urls
from .access import reviews_for
from .reviewing_views import told
from .rich_text import register

SHOWN = 5  # on the desk; the report has the rest


@hooks.register("register_rich_text_features")
def cite_in_rich_text(features: Any) -> None:
    register(features)


@hooks.register("register_admin_urls")
def desk_of_acts() -> list[Any]:
    return [path("", include(admin_urls))]


class ReviewsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Review.objects.open().exists() and bool(reviews_for(request.user))


@hooks.register("register_reports_menu_item")
def reviews_menu_item() -> MenuItem:
    return ReviewsMenuItem(gettext_lazy("Citations to look at"), reverse("library_reviews"), icon_name="warning", order=100)


class ReviewsPanel(Component):
    order = 15
    template_name = "library/acts/admin/reviews_panel.html"

    def __init__(self, rows: list[dict[str, Any]], total: int) -> None:
        self.rows, self.total = rows, total

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"rows": self.rows, "total": self.total}


@hooks.register("construct_homepage_panels")
def reviews_panel(request: HttpRequest, panels: list[Any]) -> None:
    if found := reviews_for(request.user):
        panels.append(ReviewsPanel(told(found[:SHOWN]), len(found)))


@hooks.register("register_page_header_buttons")
def act_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.specific_class is ActPage and page.permissions_for_user(user).can_edit():
        yield Button(_("Editions"), reverse("library_editions", args=[page.pk]), icon_name="history", priority=16)
    if Review.objects.open().filter(page_key=page.translation_key, language=page.locale.language_code).exists():
        yield Button(_("Citations to look at"), reverse("library_reviews"), icon_name="warning", priority=17)


def why_kept(page: Page) -> str:
    """In words, when a page or anything under it is an act that has editions or is cited; else empty."""
    rows = [page, *page.get_descendants()]
    keys = [row.translation_key for row in rows if row.specific_class is ActPage]
    if keys and Citation.objects.filter(act_key__in=keys).exclude(page_key__in=keys).exists():
        return _("other pages cite it")
    return _("it has editions") if keys and Edition.objects.filter(act__key__in=keys).exists() else ""


@hooks.register("before_delete_page")
def keep_cited_acts(request: HttpRequest, page: Page) -> HttpResponse | None:
    why = why_kept(page)
    return _say_kept(request, page, why) if why else None


@hooks.register("before_bulk_action")
def keep_cited_acts_in_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    if action_type != "delete" or action.models[0] is not Page:
        return None
    return next((_say_kept(request, page, why) for page in objects if (why := why_kept(page))), None)


def _say_kept(request: HttpRequest, page: Page, why: str) -> HttpResponse:
    told_words = {"title": page.title, "why": why}
    messages.warning(request, _("Nothing was deleted. «%(title)s»: %(why)s. Unpublish instead of deleting.") % told_words)
    return redirect("wagtailadmin_explore", page.get_parent().pk)
