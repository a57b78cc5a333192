"""What acts and the glossary put on the page of a topic; other rooms register shelves of their own for the place «topic»."""

from cms.pages.shelves import shelf


def ready() -> None:
    from .gathering import acts_shelf, terms_shelf

    shelf.register("topic", "acts", acts_shelf, order=30)
    shelf.register("topic", "terms", terms_shelf, order=60)
