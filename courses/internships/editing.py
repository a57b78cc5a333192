"""Form of the programme's editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.pages.editing import PageForm
from courses.learning.editing import OutlineForm


class InternshipForm(PageForm):
    """On a translation the hours come from the source language and cannot be edited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.is_source and "hours" in self.fields:
            self.fields["hours"].disabled = True
            self.fields["hours"].help_text = _("Comes from the language the programme was written in.")


class SessionForm(OutlineForm):
    rule_fields = ("minutes", "required")
