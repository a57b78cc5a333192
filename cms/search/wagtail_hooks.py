"""The editor's side: words that mean the same, and what was sought in vain."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import SearchThing, Synonym
from .sought import KEPT, in_vain

PER_PAGE = 50


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "resubmit"
    menu_label = gettext_lazy("Words that mean the same")
    list_display = ["__str__"]
    search_fields = ["words"]
    search_backend_name = None


register_snippet(SynonymViewSet)


def may_see(user: Any) -> bool:
    """Whoever may say which words mean the same is to know what people did not find."""
    return user.has_perm("search.change_synonym")


@require_safe
def sought_in_vain(request: HttpRequest) -> HttpResponse:
    if not may_see(request.user):
        raise Http404
    days = 30 if request.GET.get("days") == "30" else KEPT.days
    part = Paginator(in_vain(timedelta(days=days)), PER_PAGE).get_page(request.GET.get("p"))
    failed = SearchThing.objects.filter(failures__gt=0).order_by("-again_at")[:PER_PAGE]
    return render(request, "search/admin/sought.html", {"part": part, "days": days, "failed": failed})


@hooks.register("register_admin_urls")
def report_of_search() -> list[Any]:
    return [path("reports/search/", sought_in_vain, name="search_sought")]


class SoughtMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


@hooks.register("register_reports_menu_item")
def sought_menu_item() -> MenuItem:
    return SoughtMenuItem(gettext_lazy("Sought and not found"), reverse("search_sought"), icon_name="search", order=110)
