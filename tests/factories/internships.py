"""Programmes, days and applications as the verbs make them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.pages.models import BasePage, HomePage
from courses.internships.applying import apply_for_day
from courses.internships.days import announce_day
from courses.internships.models import Application, Internship, InternshipDay, InternshipIndexPage, InternshipPage
from school.accounts.models import City, Organisation, Profile, User
from school.foundation.calendar import KYIV
from tests.factories.pages import publish

TITLE = {"uk": "Е-урядування на прикладі міської ради", "en": "E-governance in a city council"}
_numbers = count(1)


def home_in(language: str = "uk") -> HomePage:
    """The home page of a language; the Ukrainian one is the site's root."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    found = HomePage.objects.filter(locale=locale).first()
    if found is None:
        found = HomePage(title="Школа", slug=f"school-{language}", locale=locale)
        first = HomePage.objects.first()
        if first is not None:
            found.translation_key = first.translation_key
        root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)  # a test that truncates takes it away
        root.add_child(instance=found)
    if language == "uk":
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": found})
        Site.clear_site_root_paths_cache()
    return found


def section(model: type[BasePage], slug: str, language: str = "uk") -> Any:
    """The index page of a room, published."""
    found = model.objects.filter(locale__language_code=language).first()
    if found is None:
        home = home_in(language)
        found = publish(home, model(title=slug, slug=slug, locale=home.locale))
    return found


def make_programme(*, language: str = "uk", key: Any = None, **fields: Any) -> InternshipPage:
    """A published programme page; with `key` the translation of another."""
    parent = section(InternshipIndexPage, "internships", language)
    page = InternshipPage(**{"title": TITLE[language], "slug": f"programme-{next(_numbers)}", "hours": 8, "locale": parent.locale, **fields})
    if key is not None:
        page.translation_key = key
    return publish(parent, page)


def make_internship() -> Internship:
    return Internship.objects.filter(retired_at=None).first() or Internship.objects.get(key=make_programme().translation_key)


SLOTS = [
    {"starts": time(9), "ends": time(9, 30), "kind": "break", "title_uk": "Реєстрація", "title_en": "Registration"},
    {"starts": time(9, 30), "ends": time(11), "kind": "theory", "title_uk": "Десять років рішень", "title_en": "Ten years", "place_uk": "Мала зала"},
]


def make_day(*, in_days: float = 10, capacity: int | None = 2, **fields: Any) -> InternshipDay:
    starts = _kyiv_morning() + timedelta(days=in_days)
    values = {
        "internship": fields.pop("internship", None) or make_internship(),
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=8),
        "apply_by_at": starts - timedelta(days=3, hours=9),
        "capacity": capacity,
        "actor": None,
        "slots": SLOTS,
        "venue_uk": "Прозорий офіс",
        "venue_en": "Transparent Office",
        "address_uk": "вул. Соборна, 59",
    }
    return announce_day(**{**values, **fields})


def _kyiv_morning() -> datetime:
    return timezone.now().astimezone(KYIV).replace(hour=9, minute=0, second=0, microsecond=0)


def make_person(*, surname: str = "", city: str = "Вінниця", organisation: str = "Вінницька міська рада") -> User:
    """Somebody with a complete profile."""
    number = next(_numbers)
    user = User.objects.create_user(f"person{number}@example.org", "pass-word-1234")
    place, _created = City.objects.get_or_create(
        name_uk=city, defaults={"katottg": f"UA{number:017d}", "slug": f"city-{number}", "name_en": city, "oblast_uk": city, "oblast_en": city}
    )
    house, _created = Organisation.objects.get_or_create(name=organisation)
    values = {
        "surname": surname or f"Прізвище{number}",
        "given_name": "Ім’я",
        "category": "local_government",
        "position": "фахівець",
        "organisation": house,
        "city": place,
    }
    Profile.objects.update_or_create(user=user, defaults=values)
    return User.objects.get(pk=user.pk)


def make_application(*, day: InternshipDay, user: User | None = None, **said: Any) -> Application:
    return apply_for_day(user=user or make_person(), day=day, **{"why": "Хочу побачити електронний документообіг.", **said})
