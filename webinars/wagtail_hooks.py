"""Recordings in Wagtail; a webinar that people watch may not be deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .forms import RecordingForm
from .models import Webinar


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
            MultiFieldPanel([FieldPanel("recording"), FieldPanel("poster")], heading=gettext_lazy("Recording")),
            InlinePanel("captions", label=gettext_lazy("captions"), heading=gettext_lazy("Captions")),
            InlinePanel("chapters", label=gettext_lazy("chapter"), heading=gettext_lazy("Chapters")),
        ],
        base_form_class=RecordingForm,
    )


register_snippet(WebinarViewSet)


def is_watched(page: Page) -> bool:
    """Whether a page, or anything under it, is a webinar with a recording or with people's watched time."""
    keys = [page.translation_key, *page.get_descendants().values_list("translation_key", flat=True)]
    rows = Webinar.objects.filter(key__in=keys)
    return rows.exclude(recording="").exists() or rows.filter(watched__isnull=False).exists()


@hooks.register("before_delete_page")
def keep_watched_webinars(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not is_watched(page):
        return None
    messages.warning(request, _("«%(title)s» has a recording: it was not deleted. Unpublish it instead.") % {"title": page.title})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_webinars_in_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    if action_type != "delete" or action.models[0] is not Page:
        return None
    held = [page for page in objects if is_watched(page)]
    if not held:
        return None
    names = ", ".join(f"«{page.title}»" for page in held[:5])
    messages.warning(request, _("%(names)s: there are recordings, nothing was deleted. Unpublish these pages instead.") % {"names": names})
    return redirect("wagtailadmin_explore", held[0].get_parent().pk)
