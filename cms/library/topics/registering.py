"""What the glossary puts on the page of a topic; other rooms register shelves of their own for the place «topic»."""

from cms.pages.shelves import shelf


def ready() -> None:
    from .gathering import terms_shelf

    shelf.register("topic", "terms", terms_shelf, order=60)
