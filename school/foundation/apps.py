from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class FoundationConfig(AppConfig):
    """Machinery with no rule of the school."""

    name = "school.foundation"
    label = "foundation"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        from . import alphabet, jobs, keeping, mail, offline, receivers, secrecy  # noqa: F401

        connection_created.connect(alphabet.teach_sqlite)
        jobs.register("mail.deliver", mail.deliver, queue="mail")
        jobs.register(secrecy.KIND, secrecy.wipe)
        offline.register("saved", pages=[r"/my/saved/"], files=[*keeping.SCRIPTS, "css/kept.css"])
