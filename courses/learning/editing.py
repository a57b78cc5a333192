"""Forms and panels of the outline's editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from cms.pages.editing import PageForm


def is_source(page: Page) -> bool:
    """The tree a course was created in makes its outline; translations carry words only."""
    root = page
    while root is not None and root.depth > 3:
        if root.specific_class.__name__ == "CoursePage":
            record = root.specific_class.record_of(root.translation_key)
            return record is None or record.source_locale == page.locale.language_code
        root = root.get_parent()
    return True


class RulePanel(MultiFieldPanel):
    """Fields that bind people: publishing copies them to the records. Shown read-only on a translation."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "wagtailadmin/panels/multi_field_panel.html"


def rule_panel(names: list[Any], heading: Any) -> RulePanel:
    return RulePanel([name if not isinstance(name, str) else FieldPanel(name) for name in names], heading=heading)


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

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("completion") == "timed" and not data.get("min_minutes"):
            self.add_error("min_minutes", _("Say how many minutes the page must stay open."))
        return data
