from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "cms.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from school.foundation import jobs

        from . import attachments, receivers, standing  # noqa: F401
        from .sources import sources

        jobs.register(attachments.JOB, attachments.read_document, queue="documents")
        sources.kinds[attachments.FILE.name] = attachments.FILE
        standing.register()
