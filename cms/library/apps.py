from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "cms.library"
    label = "library"

    def ready(self) -> None:
        from .cases import registering as cases
        from .glossary import registering as glossary

        cases.ready()
        glossary.ready()
