"""What readers' questions tell the rooms around them."""

from cms.pages.shelves import shelf
from school.foundation import links, privacy


def ready() -> None:
    from . import letters, personal
    from .receiving import by_link
    from .showing import questions_shelf

    letters.register()
    links.register(letters.PURPOSE, by_link)
    privacy.register("reader_questions", export=personal.export, forget=personal.forget)
    shelf.register("topic", "questions", questions_shelf, order=70)
