from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    """The roof. Last in INSTALLED_APPS, so its post_migrate finds every permission made."""

    name = "school.dashboard"
    label = "dashboard"
    verbose_name = _("My learning")

    def ready(self) -> None:
        from cms.pages.shelves import shelf

        from .organisation import desk_shelf

        shelf.register("organisation", "desk", desk_shelf)
        post_migrate.connect(_roles_after_migrate, sender=self)


def _roles_after_migrate(sender: Any, **kwargs: Any) -> None:
    from .roles import ensure_roles

    ensure_roles()
