from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebinarsConfig(AppConfig):
    name = "webinars"
    label = "webinars"
    verbose_name = _("Webinars")

    def ready(self) -> None:
        from cms.pages.shelves import shelf
        from courses.learning import presenting as learning
        from school.foundation import privacy

        from . import personal, presenting, receivers  # noqa: F401

        learning.SOON.append(presenting.soon_webinars)
        shelf.register("home", "webinars", presenting.webinars_shelf, order=30)
        privacy.register("webinars", export=personal.export, forget=personal.forget)
