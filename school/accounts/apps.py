from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "school.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from school.foundation import privacy

        from . import letters, personal, receivers  # noqa: F401

        privacy.register("account", export=personal.export, forget=personal.forget)
        letters.register()
