from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "courses.assessment"
    label = "assessment"
    verbose_name = _("Assessment")

    def ready(self) -> None:
        from courses.learning import kinds
        from school.foundation import privacy

        from . import personal
        from .models import TestPage
        from .outline import problem_of, rules_of
        from .surveys import letters as survey_letters
        from .surveys import personal as survey_personal
        from .views import player

        kinds.register(kinds.Kind("test", TestPage, _("Test"), "list-checks", player, rules_of, problem_of))
        privacy.register("assessment", export=personal.export, forget=personal.forget)
        privacy.register("surveys", export=survey_personal.export, forget=survey_personal.forget)
        survey_letters.register()
