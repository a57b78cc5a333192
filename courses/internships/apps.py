from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

DOOR = ("css/door.css", "js/vendor/qr/decode.js", "js/vendor/qr/index.js", *(f"js/door/{name}.js" for name in (
    "app", "camera", "clock", "decide", "passes", "people", "store", "sync", "view",
)))  # fmt: skip


class InternshipsConfig(AppConfig):
    name = "courses.internships"
    label = "internships"
    verbose_name = _("Internships")

    def ready(self) -> None:
        from courses.learning import presenting as learning
        from school.foundation import jobs, links, offline, privacy

        from . import choice_letters, hosting, letters, packing, personal, presence_personal, presenting, receivers, schedule_letters  # noqa: F401
        from .approving import PURPOSE
        from .views.approving import answer
        from .views.hosting import answer as host_page

        learning.SOON.append(presenting.soon_days)
        letters.register()
        offline.register("door", pages=[r"/teach/days/\w+/door/app/"], files=DOOR)
        choice_letters.register()
        schedule_letters.register()
        hosting.register()
        links.register(hosting.PURPOSE, host_page)
        jobs.register(packing.KIND, packing.make_pack, queue="documents")
        links.register(PURPOSE, answer)
        privacy.register("internships", export=personal.export, forget=personal.forget)
        privacy.register("presence", export=presence_personal.export, forget=presence_personal.forget)
        offline.register("passes", pages=["/my/applications/[^/]+/pass/"], files=["css/pass.css", "js/pass.js"])
