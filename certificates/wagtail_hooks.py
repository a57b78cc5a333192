from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from .designing.panels import sheet_panels, signature_panels, template_panels
from .designing.rules import RuleForm, name_of
from .designing.versions import is_used, rules_in_force
from .models import AwardRule, CertificateTemplate, DesignerSheet, SignaturePicture


class Measured:
    """Saving lays the sheet out; the live preview does not."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)
        form.measures = True
        return form


class CreateTemplate(Measured, CreateView):
    pass


class EditTemplate(Measured, EditView):
    pass


class TemplateViewSet(SnippetViewSet):
    model = CertificateTemplate
    icon = "doc-full"
    list_display = ["name", "design", "cloth", BooleanColumn("live", label=gettext_lazy("Published"))]
    add_view_class = CreateTemplate
    edit_view_class = EditTemplate
    edit_handler = template_panels


class SheetViewSet(SnippetViewSet):
    model = DesignerSheet
    icon = "code"
    list_display = ["name", BooleanColumn("lying", label=gettext_lazy("Landscape"))]
    add_view_class = CreateTemplate
    edit_view_class = EditTemplate
    edit_handler = sheet_panels


class SignatureViewSet(SnippetViewSet):
    model = SignaturePicture
    icon = "edit"
    list_display = ["name"]
    copy_view_enabled = False
    edit_handler = signature_panels


def record_name(rule: AwardRule) -> str:
    return name_of(rule.kind, rule.record_key)


class RuleViewSet(SnippetViewSet):
    model = AwardRule
    icon = "check"
    list_display = [
        "kind",
        Column("record", accessor=record_name, label=gettext_lazy("Only for")),
        "template",
        "series_prefix",
        "validity_months",
        "active",
    ]
    list_filter = ["kind", "active"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldPanel("record_key"),
            FieldPanel("template"),
            FieldPanel("series_prefix"),
            FieldPanel("validity_months"),
            FieldPanel("active"),
        ],
        base_form_class=RuleForm,
    )


class CertificateGroup(SnippetViewSetGroup):
    items = (TemplateViewSet, SheetViewSet, SignatureViewSet, RuleViewSet)
    menu_label = gettext_lazy("Certificates")
    menu_icon = "form"
    menu_order = 420


register_snippet(CertificateGroup)


def _edit(template: CertificateTemplate) -> HttpResponse:
    return redirect(reverse("wagtailsnippets_certificates_certificatetemplate:edit", args=[template.pk]))


@hooks.register("before_delete_snippet")
def keep_templates_in_use(request: HttpRequest, instances: Any) -> HttpResponse | None:
    used = [row for row in instances if isinstance(row, CertificateTemplate) and is_used(row)]
    if not used:
        return None
    names = ", ".join(f"«{row.name}»" for row in used[:5])
    messages.warning(request, _("Certificates were issued with %(names)s, or rules name it: it stays. Unpublish it to retire it.") % {"names": names})
    return _edit(used[0])


@hooks.register("before_unpublish")
def keep_templates_that_rules_name(request: HttpRequest, instance: Any) -> HttpResponse | None:
    rules = rules_in_force(instance) if isinstance(instance, CertificateTemplate) else []
    if not rules:
        return None
    names = ", ".join(f"«{row}»" for row in rules[:5])
    messages.warning(
        request, _("Certificates are issued with this template by the rules %(names)s. Name another template there first.") % {"names": names}
    )
    return _edit(instance)
