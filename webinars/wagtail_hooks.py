"""Recordings in Wagtail; a webinar that people registered for or watch may not be deleted."""

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
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Registration, Webinar, WebinarPage
from .quiz import admin_urls as quiz_urls
from .recordings import admin_urls as recording_urls
from .recordings.forms import CoverForm
from .rules import webinars_run_by
from .words import admin_urls


class RecordingPolicy(ModelPermissionPolicy):
    """The record is made by publishing the webinar's page and goes with nobody: it is only changed here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "delete") and super().user_has_permission(user, action)


register_permission_policy(Webinar, RecordingPolicy(Webinar))


class WebinarViewSet(SnippetViewSet):
    model = Webinar
    icon = "media"
    menu_label = gettext_lazy("Recordings of webinars")
    list_display = ["__str__", "starts_at", "recorded"]
    ordering = ["-starts_at", "-pk"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel("poster")], heading=gettext_lazy("Cover")),
            HelpPanel(template="webinars/admin/words_panel.html", heading=gettext_lazy("Captions, chapters and slides")),
        ],
        base_form_class=CoverForm,
    )


register_snippet(WebinarViewSet)


@hooks.register("register_admin_urls")
def desk_of_words() -> list[Any]:
    return [path("", include(admin_urls)), path("", include(recording_urls)), path("", include(quiz_urls))]


@hooks.register("register_page_header_buttons")
def recording_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From the webinar's page to its recording and the questions asked there."""
    webinar = webinars_run_by(user).filter(key=page.translation_key).first() if page.specific_class is WebinarPage else None
    if webinar is not None:
        yield Button(_("Recording"), reverse("wagtailadmin_recording", args=[webinar.code]), icon_name="media", priority=16)
        yield Button(_("Questions of the recording"), reverse("webinar_questions", args=[webinar.code]), icon_name="help", priority=17)


@hooks.register("register_snippet_listing_buttons")
def recording_row_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Webinar):
        yield Button(_("Recording"), reverse("wagtailadmin_recording", args=[snippet.code]), icon_name="media", priority=5)


def why_kept(page: Page) -> str:
    """In words, when a page or anything under it is a webinar with people registered, a recording or watched time; else empty."""
    keys = [page.translation_key, *page.get_descendants().values_list("translation_key", flat=True)]
    rows = Webinar.objects.filter(key__in=keys)
    if Registration.objects.current().filter(webinar__in=rows).exists():
        return _("people are registered; if the webinar will not be held, cancel it, and each gets a letter")
    if rows.exclude(recording="").exists() or rows.filter(viewings__isnull=False).exists():
        return _("there is a recording")
    return ""


def _say_kept(request: HttpRequest, kept: list[tuple[Page, str]]) -> HttpResponse:
    names = "; ".join(f"«{page.title}»: {why}" for page, why in kept[:5])
    messages.warning(request, _("Nothing was deleted. %(names)s. Unpublish instead of deleting.") % {"names": names})
    return redirect("wagtailadmin_explore", kept[0][0].get_parent().pk)


@hooks.register("before_delete_page")
def keep_promised_webinars(request: HttpRequest, page: Page) -> HttpResponse | None:
    why = why_kept(page)
    return _say_kept(request, [(page, why)]) if why else None


@hooks.register("before_bulk_action")
def keep_webinars_in_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    if action_type != "delete" or action.models[0] is not Page:
        return None
    kept = [(page, why) for page in objects if (why := why_kept(page))]
    return _say_kept(request, kept) if kept else None
