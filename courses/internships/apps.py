from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

SCANNING = (*(f"js/scanning/{name}.js" for name in ("camera", "codes", "signatures")), "js/vendor/qr/decode.js", "js/vendor/qr/index.js")
DOOR = ("css/door.css", *SCANNING, *(f"js/door/{name}.js" for name in (
    "app", "clock", "decide", "passes", "people", "store", "sync", "view",
)))  # fmt: skip


class InternshipsConfig(AppConfig):
    name = "courses.internships"
    label = "internships"
    verbose_name = _("Internships")

    def ready(self) -> None:
        from courses.learning import presenting as learning

        from . import findable, presenting, receivers  # noqa: F401

        learning.SOON.append(presenting.soon_days)
        findable.register()
        _letters()
        _jobs_and_links()
        _meetings()
        _personal()
        _offline()


def _letters() -> None:
    from . import choice_letters, feedback, hosting, letters, meeting_letters, schedule_letters

    for room in (letters, choice_letters, schedule_letters, hosting, meeting_letters, feedback):
        room.register()


def _jobs_and_links() -> None:
    from school.foundation import jobs, links

    from . import hosting, meetings, packing
    from .approving import PURPOSE
    from .views.approving import answer
    from .views.hosting import answer as host_page

    jobs.register(packing.KIND, packing.make_pack, queue="documents")
    jobs.register("internships.cancel_meetings", meetings.cancel_meetings)
    links.register(PURPOSE, answer)
    links.register(hosting.PURPOSE, host_page)


def _meetings() -> None:
    from courses.learning.kinds import Kind, register

    from .meeting_lists import desk, moments_of
    from .models import SessionPage
    from .views.meetings import player

    register(Kind("session", SessionPage, _("Meeting in a room"), "users", player, in_room=True, moments_of=moments_of, desk=desk))


def _personal() -> None:
    from school.accounts import participation
    from school.foundation import privacy

    from . import meeting_personal, participating, personal, presence_personal

    privacy.register("internships", export=personal.export, forget=personal.forget)
    privacy.register("presence", export=presence_personal.export, forget=presence_personal.forget)
    privacy.register("meetings", export=meeting_personal.export, forget=meeting_personal.forget)
    participation.register(participating.KIND, participating.participated)
    participation.register(participating.MEETINGS, participating.met)


def _offline() -> None:
    from school.foundation import offline

    offline.register("door", pages=[r"/teach/days/\w+/door/app/"], files=DOOR)
    offline.register("passes", pages=["/my/applications/[^/]+/pass/"], files=["css/pass.css", "js/pass.js"])
