"""Acts as an editor enters them, with editions taken by the verb."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from cms.library.acts.editions import Meant, take_edition
from cms.library.models import Act, ActPage, ActsIndexPage, Edition, LibraryIndexPage
from tests.factories.learning import home
from tests.factories.pages import publish

_numbers = count(1)
FIRST = "### Стаття 5. Документ\nДокумент має дату.\n### Стаття 6. Підпис\nПідпис завершує документ."
SECOND = "### Стаття 5. Документ\nДокумент має дату й номер.\n### Стаття 6. Підпис\nПідпис завершує документ."


def acts_index(language: str = "uk") -> ActsIndexPage:
    found = ActsIndexPage.objects.filter(locale__language_code=language).first()
    if found is None:
        parent = home(language)
        library = publish(parent, LibraryIndexPage(title="Бібліотека", slug="library", locale=parent.locale))
        found = publish(library, ActsIndexPage(title="Правова база", slug="acts", locale=parent.locale))
    found.refresh_from_db()
    return found


def make_act_page(*, language: str = "uk", **fields: Any) -> ActPage:
    parent = acts_index(language)
    number = next(_numbers)
    told = {
        "title": "Про документи", "slug": f"act-{number}", "number": f"{number}-XX", "adopted_on": date(2003, 5, 22), "status": "in_force",
        "checked_on": date(2026, 2, 22), "checked_source": "портал", "locale": parent.locale,
    }  # fmt: skip
    return publish(parent, ActPage(**{**told, **fields}))


def act_of(page: ActPage) -> Act:
    return Act.objects.get(key=page.translation_key)


def make_act(text: str = FIRST, **fields: Any) -> Act:
    """A published act with its first edition."""
    act = act_of(make_act_page(**fields))
    make_edition(act, text)
    return act


def make_edition(act: Act, text: str = SECOND, *, dated: date | None = None, **meant: Any) -> Edition:
    return take_edition(act=act, text=text, meant=Meant(**{"source": "портал", "dated": dated, **meant}), actor=None)


def cite(act: Act, number: str = "") -> str:
    """What the editor's feature stores."""
    of_article = f' article="{act.articles.get(number=number).key}"' if number else ""
    return f'<p>Див. <a linktype="act" act="{act.key}"{of_article}>закон</a>.</p>'
