from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "courses.learning"
    label = "learning"
    verbose_name = _("Learning")

    def ready(self) -> None:
        from cms.library.acts import responsible
        from cms.pages.shelves import shelf
        from school.accounts import participation
        from school.foundation import jobs, keeping, privacy

        from . import findable, inviting, kinds, letters, participating, personal, presenting, receivers, tasks, topic_shelves  # noqa: F401
        from .keeping import KIND, keep
        from .models import LessonPage
        from .responsible import trainers_of
        from .views.player import lesson

        kinds.register(
            kinds.Kind(
                "lesson", LessonPage, _("Lesson"), "book-open", lesson, lambda page: {"free_preview": page.free_preview},
                carry=lambda step, language: kinds.Carried(),
            )
        )  # fmt: skip
        shelf.register("home", "soon", presenting.soon_shelf, order=10)
        shelf.register("home", "courses", presenting.courses_shelf, order=20)
        findable.register()
        shelf.register("topic", "courses", topic_shelves.courses_of_topic, order=10)
        shelf.register("topic", "people", topic_shelves.trainers_of_topic, order=80)
        responsible.register("learning", trainers_of)
        letters.register()
        inviting.register()
        jobs.register("learning.recheck", tasks.recheck)
        jobs.register("learning.enrol_list", tasks.enrol_list)
        jobs.register("learning.tell_cancelled", tasks.tell_cancelled)
        participation.register(participating.KIND, participating.participated)
        keeping.register(KIND, keep, paths=["/learn/"], posts=["/learn/[^/]+/[^/]+/done/"])
        privacy.register("learning", export=personal.export, forget=personal.forget)
