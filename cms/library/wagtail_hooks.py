from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Topic


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name_uk", "name_en", "slug"]
    search_fields = ["name_uk", "name_en"]
    search_backend_name = None


register_snippet(TopicViewSet)
