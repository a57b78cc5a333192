"""Words that mean the same in e-governance, as editors keep them for the search."""

from __future__ import annotations

from cms.search.models import Synonym

ROWS = [
    ["е-урядування", "електронне урядування", "е-врядування", "електронне врядування", "e-governance", "electronic governance"],
    ["ЦНАП", "центр надання адміністративних послуг", "центр послуг", "service centre"],
    ["е-демократія", "електронна демократія", "e-democracy"],
    ["КЕП", "кваліфікований електронний підпис", "ЕЦП", "електронний цифровий підпис"],
    ["е-послуга", "електронна послуга", "онлайн-послуга", "e-service"],
    ["ЄДР", "Єдиний державний реєстр"],
    ["ГО", "громадська організація", "NGO"],
    ["ОМС", "орган місцевого самоврядування"],
    ["пошта", "електронна пошта", "e-mail", "імейл"],
    ["петиція", "електронна петиція", "е-петиція"],
]


def make_synonyms() -> None:
    for row in ROWS:
        Synonym.objects.get_or_create(words="\n".join(row))
