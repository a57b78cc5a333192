"""Base form of our pages' editor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from .slugs import free_slug


class PageForm(WagtailAdminPageForm):
    """An empty address is filled in Latin letters by the page itself (resolution No. 55)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            field = self.fields["slug"]
            field.required = False
            field.widget = forms.TextInput()
            field.help_text = _("Leave empty: it is made from the title in Latin letters.")

    def clean_slug(self) -> str:
        title = self.cleaned_data.get("title", "")
        return self.cleaned_data.get("slug", "") or (free_slug(title, self.parent_page, self.instance) if title else "")
