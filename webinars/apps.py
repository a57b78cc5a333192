from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebinarsConfig(AppConfig):
    name = "webinars"
    label = "webinars"
    verbose_name = _("Webinars")

    def ready(self) -> None:
        from cms.pages.shelves import shelf
        from courses.learning import presenting as learning
        from school.accounts import participation
        from school.foundation import jobs, privacy

        from . import findable, participating, personal, presenting, receivers  # noqa: F401
        from .recordings import cuts, preparing
        from .words import decks

        learning.SOON.append(presenting.soon_webinars)
        shelf.register("home", "webinars", presenting.webinars_shelf, order=30)
        participation.register(participating.KIND, participating.participated)
        privacy.register("webinars", export=personal.export, forget=personal.forget)
        jobs.register(cuts.JOB, preparing.prepare, queue="media", given_up=preparing.give_up)
        jobs.register(decks.JOB, decks.draw_deck, queue="media")
        findable.register()
        _watching()
        _in_courses()
        _offline()
        _announcing()


def _watching() -> None:
    from .quiz.editing import move_questions
    from .recordings import moving
    from .watching.notes import move_notes
    from .watching.remapping import remap_watched

    moving.register(remap_watched)
    moving.register(move_notes)
    moving.register(move_questions)


def _in_courses() -> None:
    from courses.learning.kinds import Kind, register

    from .models import WebinarStepPage
    from .steps.carrying import carry
    from .steps.completing import KIND
    from .steps.outline import problem_of, rules_of
    from .steps.views import player

    register(Kind(KIND, WebinarStepPage, _("Webinar"), "video", player, rules_of, problem_of, carry=carry))


def _offline() -> None:
    from school.foundation import jobs, keeping, offline

    from .offline import stick
    from .offline.keeping import KIND, keep

    jobs.register(stick.KIND, stick.build_stick, queue="media")
    keeping.register(KIND, keep, paths=["/webinars/"])
    offline.register("outbox", pages=[], files=["js/player/outbox.js"])  # the list of what is saved sends what was watched


def _announcing() -> None:
    from courses.internships import calendars as own_calendar
    from courses.learning.desk import TABS, Tab
    from school.foundation import jobs, privacy

    from .announcing import arranging, calendars, letters, personal

    letters.register()
    TABS.append(Tab("webinars", _("Webinars"), "webinars:teach_webinars"))
    jobs.register(arranging.MOVED, arranging.write_of_move)
    jobs.register(arranging.CANCELLED, arranging.write_of_cancelling)
    own_calendar.FED.append(calendars.fed_webinars)
    privacy.register("webinar_registrations", export=personal.export, forget=personal.forget)
