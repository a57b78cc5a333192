"""«Cite an act»: `<a linktype="act" act="…" article="…">` in stored rich text, a link to the permanent address of the article when read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse, reverse_lazy
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail import features as draftail
from wagtail.rich_text import LinkHandler

from ..models import Act, Article

FEATURE = "act"


def as_key(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def address_of(act: UUID, article: UUID | None) -> str:
    """Leads to the act's page in the reader's language, wherever it stands by then."""
    return reverse("library:cited_article", args=[act, article]) if article else reverse("library:cited_act", args=[act])


class ActLinkHandler(LinkHandler):
    identifier = FEATURE

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        return [_opening(attrs) for attrs in attrs_list]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[Any, str, str, str]]:
        act, article = as_key(attrs.get("act")), as_key(attrs.get("article"))
        found = Article.objects.filter(key=article, act__key=act).values_list("pk", flat=True).first() if article else None
        if found is not None:
            yield Article, str(found), "", ""
        elif (whole := Act.objects.filter(key=act).values_list("pk", flat=True).first() if act else None) is not None:
            yield Act, str(whole), "", ""


def _opening(attrs: dict[str, str]) -> str:
    act, article = as_key(attrs.get("act")), as_key(attrs.get("article"))
    if act is None:
        return "<a>"
    of_article = f' data-article="{article}"' if article else ""
    return f'<a class="cite" href="{escape(address_of(act, article))}" data-act="{act}"{of_article}>'


class _FromStored(LinkElementHandler):
    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"act": attrs.get("act", ""), "article": attrs.get("article", ""), "name": _name(attrs)}


def _name(attrs: dict[str, str]) -> str:
    """What the editor shows over the link; empty when what was cited is not there."""
    act, article = as_key(attrs.get("act")), as_key(attrs.get("article"))
    if article and (row := Article.objects.select_related("act").filter(key=article).first()):
        return str(row)
    return str(Act.objects.filter(key=act).first() or "") if act and not article else ""


def _to_stored(props: dict[str, Any]) -> Any:
    named = {"linktype": FEATURE, "act": props.get("act", "")}
    if props.get("article"):
        named["article"] = props["article"]
    return DOM.create_element("a", named, props["children"])


def register(features: Any) -> None:
    features.register_link_type(ActLinkHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        draftail.EntityFeature(
            {
                "type": "ACT",
                "icon": "clipboard-list",
                "description": _("Cite an act or its article"),
                "attributes": ["act", "article", "name"],
                "chooserUrls": {"acts": reverse_lazy("library_choose_act")},
            },
            js=["js/library/cite-editor.js"],
        ),
    )
    rule = {f'a[linktype="{FEATURE}"]': _FromStored("ACT")}
    features.register_converter_rule(
        "contentstate", FEATURE, {"from_database_format": rule, "to_database_format": {"entity_decorators": {"ACT": _to_stored}}}
    )
