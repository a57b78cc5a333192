from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "cms.library"
    label = "library"

    def ready(self) -> None:
        from . import records_found
        from .acts import registering as acts
        from .cases import registering as cases
        from .glossary import registering as glossary
        from .pieces import registering as pieces
        from .questions import registering as questions
        from .topics import registering as topics

        acts.register()
        cases.ready()
        glossary.ready()
        questions.ready()
        topics.ready()
        records_found.register()
        pieces.ready()  # last: it takes what the others have added to the editor
