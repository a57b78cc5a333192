from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .acts import hooks as acts_hooks  # noqa: F401
from .cases import admin as cases_admin  # noqa: F401
from .glossary.saving import sharing_forms
from .models import Term, Topic
from .pieces import hooks as pieces_hooks  # noqa: F401
from .questions import admin as questions_admin  # noqa: F401


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = gettext_lazy("Topics")
    list_display = ["name_uk", "name_en", "slug"]
    search_fields = ["name_uk", "name_en"]
    search_backend_name = None


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "openquote"
    menu_label = gettext_lazy("Glossary")
    list_display = ["name_uk", "name_en", BooleanColumn("live", label=gettext_lazy("Published")), "changed_at"]
    list_filter = ["topics", "live"]
    search_fields = ["name_uk", "name_en", "other_uk", "other_en"]
    search_backend_name = None
    ordering = ["name_uk"]


class LibraryGroup(SnippetViewSetGroup):
    items = (TopicViewSet, TermViewSet)
    menu_label = gettext_lazy("Library")
    menu_icon = "openquote"
    menu_order = 300


register_snippet(LibraryGroup)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def say_which_terms_share_a_form(request: HttpRequest, instance: object) -> None:
    """A text shows one explanation only: of two terms with one name the reader would get a chance one."""
    if isinstance(instance, Term) and (others := sharing_forms(instance)):
        names = ", ".join(f"«{other.name_uk}»" for other in others[:5])
        messages.warning(
            request,
            _("«%(term)s» and %(names)s share a name or a form of it: in a text only one of them will be explained.")
            % {"term": instance.name_uk, "names": names},
        )
