"""Forms and panels of the outline's editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page

from cms.pages.editing import PageForm

from .enums import NOT_BY_ONESELF


def is_source(page: Page) -> bool:
    """The tree a course was created in makes its outline; translations carry words only."""
    root = page
    while root is not None and root.depth > 3:
        if root.specific_class.__name__ == "CoursePage":
            record = root.specific_class.record_of(root.translation_key)
            return record is None or record.source_locale == page.locale.language_code
        root = root.get_parent()
    return True


def rule_panel(names: list[Any], heading: Any) -> MultiFieldPanel:
    """Fields that bind people: publishing copies them to the records. OutlineForm locks them on a translation."""
    return MultiFieldPanel(
        [name if not isinstance(name, str) else FieldPanel(name) for name in names],
        heading=heading,
        help_text=_("The same in every language. A run that is already open keeps its rules until you take the change over on its page."),
    )


class ReportPanel(Panel):
    """From a course's editor to its report, with what publishing could not take."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "learning/panels/report.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "course": self.instance.record_of(self.instance.translation_key)}


class OutlineForm(PageForm):
    """On a translation the rules come from the source language and cannot be edited."""

    rule_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not is_source(self.instance):
            for name in self.rule_fields:
                if name in self.fields:
                    self.fields[name].disabled = True
                    self.fields[name].help_text = _("Comes from the language the course was written in.")


class CourseForm(OutlineForm):
    rule_fields = ("hours", "level", "topics", "prerequisites")


class ModuleForm(OutlineForm):
    rule_fields = ("release_after_days",)


class ActivityForm(OutlineForm):
    rule_fields = ("minutes", "required", "completion", "min_minutes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A page is read: passing, being there and watching are of other kinds of steps."""
        super().__init__(*args, **kwargs)
        if "completion" in self.fields:
            choices: Any = self.fields["completion"]
            choices.choices = [row for row in choices.choices if row[0] not in NOT_BY_ONESELF]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("completion") == "timed" and not data.get("min_minutes"):
            self.add_error("min_minutes", _("Say how many minutes the page must stay open."))
        return data
