from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "cms.library"
    label = "library"

    def ready(self) -> None:
        from .acts import registering as acts
        from .cases import registering as cases
        from .glossary import registering as glossary
        from .pieces import registering as pieces
        from .topics import registering as topics

        acts.register()
        cases.ready()
        glossary.ready()
        topics.ready()
        pieces.ready()  # last: it takes what the others have added to the editor
