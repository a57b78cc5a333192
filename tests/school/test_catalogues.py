"""What an editor or a newcomer reads in Ukrainian is all there, with the same places to fill in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import allauth
import polib
import pytest
import wagtail
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

OURS, EDITOR = (Path(folder) / "uk" / "LC_MESSAGES" for folder in settings.LOCALE_PATHS)
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
Key = tuple[str | None, str]


def entries(*sources: Path) -> dict[Key, polib.POEntry]:
    """Later sources win."""
    return {(entry.msgctxt, entry.msgid): entry for source in sources for entry in polib.pofile(str(source)) if not entry.obsolete}


def translated(*sources: Path) -> dict[Key, polib.POEntry]:
    return {key: entry for key, entry in entries(*sources).items() if entry.translated() and not entry.fuzzy}


def asked_for(package: Path, domain: str) -> dict[Key, polib.POEntry]:
    return entries(*package.glob(f"**/locale/en/LC_MESSAGES/{domain}.po"))


def places(text: str) -> set[str]:
    return set(PLACES.findall(text))


def test_editor_reads_every_sentence_of_wagtail_in_ukrainian() -> None:
    package = Path(wagtail.__file__).parent
    for domain in ("django", "djangojs"):
        asked = asked_for(package, domain)
        have = translated(*package.glob(f"**/locale/uk/LC_MESSAGES/{domain}.po"), *EDITOR.glob(f"{domain}.po"), *OURS.glob(f"{domain}.po"))
        assert asked
        assert [key for key in asked if key not in have] == []


def test_newcomer_reads_every_sentence_of_the_sign_in_in_ukrainian() -> None:
    package = Path(allauth.__file__).parent
    asked = asked_for(package, "django")
    have = translated(*package.glob("locale/uk/LC_MESSAGES/django.po"), OURS / "django.po")
    assert asked
    assert [key for key in asked if key not in have] == []


@pytest.mark.parametrize("source", sorted([*EDITOR.glob("*.po"), *OURS.glob("*.po")]), ids=lambda path: f"{path.parts[-4]}-{path.stem}")
def test_translation_fills_the_same_places(source: Path) -> None:
    wrong = []
    for entry in polib.pofile(str(source)):
        if entry.obsolete:
            continue
        known = places(entry.msgid) | places(entry.msgid_plural or "")
        needed = places(entry.msgid_plural or entry.msgid)
        forms = list(entry.msgstr_plural.values()) or [entry.msgstr]
        wrong += [entry.msgid for form in forms if not needed <= places(form) <= known]
    assert wrong == []


def test_editors_catalogue_changes_no_word_of_the_site() -> None:
    ours, editor = translated(OURS / "django.po"), translated(EDITOR / "django.po")
    with translation.override("uk"):
        said = {key: translation.gettext(key[1]) for key in ours if key in editor and not ours[key].msgid_plural}
    assert said == {key: ours[key].msgstr for key in said}
    assert said != {}


def test_editor_meets_our_words_where_wagtails_mislead() -> None:
    with translation.override("uk"):
        assert [translation.gettext(word) for word in ("Snippets", "Live", "Account", "Dashboard")] == [
            "Довідники",
            "Опубліковано",
            "Обліковий запис",
            "Початок",
        ]
        assert [translation.ngettext("Delete 1 page", "Delete %(counter)s pages", n) % {"counter": n} for n in (1, 3, 5, 21)] == [
            "Видалити 1 сторінку",
            "Видалити 3 сторінки",
            "Видалити 5 сторінок",
            "Видалити 21 сторінку",
        ]


def test_editors_scripts_speak_ukrainian(client: Client, db: None) -> None:
    answer = client.get(reverse("wagtailadmin_javascript_catalog"), headers={"accept-language": "uk"})
    assert json.dumps("Зміни збережено автоматично.") in answer.content.decode()
