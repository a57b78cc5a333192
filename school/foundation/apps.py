from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoundationConfig(AppConfig):
    """Machinery with no rule of the school."""

    name = "school.foundation"
    label = "foundation"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        from . import jobs, mail, receivers  # noqa: F401

        jobs.register("mail.deliver", mail.deliver, queue="mail")
