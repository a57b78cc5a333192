"""A letter to whoever is responsible for pages that cite what has changed: one a person and change, with their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page

from school.foundation.calendar import day_words
from school.foundation.mail import register_purpose, write_letter

from .enums import ChangeKind
from .responsible import responsible_for

if TYPE_CHECKING:
    from ..models import Change

PURPOSE = "act_changed"
SHOWN = 15  # pages named in a letter


def register() -> None:
    register_purpose(PURPOSE, label=_("A cited act has changed"), placeholders=["name", "act", "what", "pages", "centre", "url"], defaults=WORDINGS)


def pages_of(change: Change) -> list[Page]:
    wanted = set(change.reviews.values_list("page_key", "language"))
    pages = Page.objects.filter(translation_key__in={key for key, _language in wanted}).select_related("locale")
    return [page for page in pages if (page.translation_key, page.locale.language_code) in wanted]


def tell_responsible(change: Change) -> None:
    pages = pages_of(change)
    for_person: dict[int, tuple[Any, list[Page]]] = {}
    people = responsible_for(pages) if pages else {}
    for page in pages:
        for person in people[page.pk]:
            for_person.setdefault(person.pk, (person, []))[1].append(page)
    for person, theirs in for_person.values():
        if person.email:
            _write(change, person, theirs)


def _write(change: Change, person: Any, pages: list[Page]) -> None:
    language = person.language
    with override(language):
        named = [f"– {page.title}" for page in pages[:SHOWN]] + ([_("and %(n)d more") % {"n": len(pages) - SHOWN}] if len(pages) > SHOWN else [])
        context = {"name": person.short_name, "act": str(change.act), "what": what_happened(change), "pages": "\n".join(str(row) for row in named)}
    url = settings.PUBLIC_URL + reverse("library_reviews")
    write_letter(PURPOSE, key=f"{PURPOSE}:{change.pk}:{person.pk}", to=person.email, language=language, context=context, url=url)


def what_happened(change: Change) -> str:
    """In the active language, a sentence for people."""
    told = {"day": day_words(change.since, year=True) if change.since else ""}
    if change.kind == ChangeKind.LAPSED:
        return str(_("The act is no longer in force since %(day)s.") % told if change.since else _("The act is no longer in force."))
    if change.kind == ChangeKind.STATUS:
        return str(_("The act has another status: %(status)s.") % {"status": change.act.get_status_display()})
    numbers = ", ".join(row.name for row in change.articles.all()[:20])
    words = _("A new edition is in force from %(day)s.") % told if change.since else _("There is a new edition.")
    return f"{words} {_('It touches: %(articles)s.') % {'articles': numbers}}" if numbers else str(words)


WORDINGS = {
    "uk": (
        "Змінився акт, на який Ви посилаєтеся: {{ act }}",
        "Доброго дня, {{ name }}.\n\n{{ act }}\n\n{{ what }}\n\nНа нього посилаються сторінки, за які Ви відповідаєте:\n{{ pages }}\n\nПерегляньте їх і позначте переглянутими: доти читач бачить, що акт змінився.",
        "Що переглянути",
    ),
    "en": (
        "An act you cite has changed: {{ act }}",
        "Hello, {{ name }}.\n\n{{ act }}\n\n{{ what }}\n\nPages you are responsible for cite it:\n{{ pages }}\n\nPlease look at them and mark them as looked at: until then readers see that the act has changed.",
        "What to look at",
    ),
}  # fmt: skip
