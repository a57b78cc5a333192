from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import AwardRule, CertificateTemplate


class TemplateViewSet(SnippetViewSet):
    model = CertificateTemplate
    icon = "doc-full"
    list_display = ["name", "cloth", "live"]


class RuleViewSet(SnippetViewSet):
    model = AwardRule
    icon = "check"
    list_display = ["kind", "record_key", "template", "series_prefix", "validity_months", "active"]
    list_filter = ["kind", "active"]


class CertificateGroup(SnippetViewSetGroup):
    items = (TemplateViewSet, RuleViewSet)
    menu_label = _("Certificates")
    menu_icon = "form"
    menu_order = 420


register_snippet(CertificateGroup)
