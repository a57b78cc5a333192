"""The site's tree in both languages: home, sections, the centre's own pages."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale, Page, Site

from cms.library.models import LibraryIndexPage
from cms.pages.models import BasePage, HomePage, StandardPage
from courses.internships.models import InternshipIndexPage
from courses.learning.models import CoursesIndexPage
from webinars.models import WebinarIndexPage

from . import content
from .blocks import body

SECTIONS: list[tuple[type[BasePage], str, dict[str, str], dict[str, str]]] = [
    (
        CoursesIndexPage, "courses", {"uk": "Курси", "en": "Courses"},
        {
            "uk": "Кожен курс можна пройти безоплатно. Після завершення Ви одержуєте сертифікат із номером, який перевірить будь-хто.",
            "en": "Every course is free. When you finish, you receive a numbered certificate that anyone can check.",
        },
    ),
    (
        InternshipIndexPage, "internships", {"uk": "Стажування", "en": "Internships"},
        {
            "uk": "Один день у міській раді: зранку теорія, по обіді практика у відділах.",
            "en": "One day in the city council: theory in the morning, practice in its departments after lunch.",
        },
    ),
    (
        WebinarIndexPage, "webinars", {"uk": "Вебінари", "en": "Webinars"},
        {
            "uk": "Записи із субтитрами й текстом, які можна дивитися будь-коли.",
            "en": "Recordings with captions and transcripts, to watch at any time.",
        },
    ),
    (
        LibraryIndexPage, "library", {"uk": "Бібліотека", "en": "Library"},
        {
            "uk": "Майстерня е-урядування: що каже закон, що спробували міста, що з’ясували дослідники.",
            "en": "The workshop of e-governance: what the law says, what cities have tried, what researchers have found.",
        },
    ),
]  # fmt: skip


def locales() -> dict[str, Locale]:
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in content.LANGUAGES}


def publish(parent: Page, page: BasePage) -> Any:
    """Add a page and publish it as an editor would: through a revision."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page.specific_class.objects.get(pk=page.pk)


def make_homes() -> dict[str, HomePage]:
    found = locales()
    root = Page.get_first_root_node()
    Page.objects.filter(depth=2, slug="home").exclude(pk__in=HomePage.objects.values("pk")).delete()
    root = Page.objects.get(pk=root.pk)
    words = content.read("centre/home.yaml")
    homes: dict[str, HomePage] = {}
    for code in content.LANGUAGES:
        page = HomePage(
            title=words["title"][code],
            slug="home" if code == "uk" else f"home-{code}",
            lead=words["lead"][code],
            summary=words["lead"][code][:300],
            portal_title=_said(words, "portal_title", code),
            portal_text=_said(words, "portal_text", code),
            locale=found[code],
        )
        if homes:
            page.translation_key = homes["uk"].translation_key
        homes[code] = publish(root, page)
        root.refresh_from_db()
    name = content.read("centre/settings.yaml").get("school_name", {}).get("uk", "Школа")
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": homes["uk"], "site_name": name})
    return homes


def _said(words: dict[str, Any], key: str, code: str) -> str:
    value = words.get(key) or {}
    return value.get(code, "") if isinstance(value, dict) else str(value)


def add_section(model: type[BasePage], slug: str, titles: dict[str, str], summaries: dict[str, str], parents: dict[str, Any]) -> None:
    """A section under a page of each language."""
    key = None
    for code, parent in parents.items():
        parent.refresh_from_db()
        page = model(title=titles[code], slug=slug, summary=summaries[code], locale=parent.locale)
        page.translation_key = key or page.translation_key
        key = publish(parent, page).translation_key


def make_sections(homes: dict[str, HomePage]) -> dict[str, dict[str, Any]]:
    """Index pages by slug and language."""
    made: dict[str, dict[str, Any]] = {}
    for model, slug, titles, summaries in SECTIONS:
        made[slug] = {}
        for code, home in homes.items():
            page = model(title=titles[code], slug=slug, summary=summaries[code], show_in_menus=True, locale=home.locale)
            if code != "uk":
                page.translation_key = made[slug]["uk"].translation_key
            home.refresh_from_db()
            made[slug][code] = publish(home, page)
    return made


def make_centre_pages(homes: dict[str, HomePage]) -> None:
    """«About» with its parts under it; the rest of the centre's pages stand beside the sections."""
    rows = content.read("centre/pages.yaml")
    rows = rows["pages"] if isinstance(rows, dict) else rows
    about: dict[str, Any] = {}
    keys: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: row["slug"] != "about"):
        for code, home in homes.items():
            inside = row["slug"] in ("directions", "partners", "team") and code in about
            parent = about[code] if inside else home
            parent.refresh_from_db()
            page = StandardPage(
                title=row["title"][code],
                slug=row["slug"],
                summary=row["summary"][code][:300],
                body=body(row["body"][code], "centre"),
                show_in_menus=row["slug"] == "about",
                locale=home.locale,
            )
            if row["slug"] in keys:
                page.translation_key = keys[row["slug"]]
            published = publish(parent, page)
            keys.setdefault(row["slug"], published.translation_key)
            if row["slug"] == "about":
                about[code] = published
