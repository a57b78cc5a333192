"""Form of the webinar page's editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.pages.editing import PageForm


class WebinarForm(PageForm):
    """On a translation date, length and project come from the source language and cannot be edited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk or self.instance.is_source:
            return
        for name in ("starts_at", "length_minutes", "project"):
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Comes from the language the webinar was written in.")
