"""What every template knows of the house: name, navigation, the other language's address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override
from wagtail.models import Locale, Page, Site

from school.accounts.rules import is_staff_member
from school.foundation.centre import centre
from school.foundation.memo import remember

from .addresses import page_url

LANGUAGE_NAMES = {"uk": "Українська", "en": "English"}


def house(request: HttpRequest) -> dict[str, Any]:
    return {
        "centre": SimpleLazyObject(centre),
        "navigation": SimpleLazyObject(lambda: navigation(request)),
        "language_links": SimpleLazyObject(lambda: language_links(request)),
        "works_here": SimpleLazyObject(lambda: hasattr(request, "user") and is_staff_member(request.user)),
        "public_url": settings.PUBLIC_URL,
        "dev_mail": settings.DEV_MAIL,
    }


def home_page(language: str) -> Page | None:
    return remember(f"home:{language}", lambda: _home_page(language))


def _home_page(language: str) -> Page | None:
    site = Site.objects.select_related("root_page", "root_page__locale").filter(is_default_site=True).first()
    if site is None:
        return None
    if site.root_page.locale.language_code == language:
        return site.root_page
    pages = Page.objects.select_related("locale")
    return pages.filter(translation_key=site.root_page.translation_key, locale__language_code=language, live=True).first()


def _sections(language: str) -> list[tuple[str, str]]:
    """Titles and slugs of the home page's children marked «show in menus»."""
    home = home_page(language)
    return list(home.get_children().live().in_menu().values_list("title", "slug")) if home else []


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    language = get_language() or settings.LANGUAGE_CODE
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    rows = remember(f"navigation:{language}", lambda: _sections(language))
    return [{"title": title, "url": f"{prefix}/{slug}/", "current": request.path.startswith(f"{prefix}/{slug}/")} for title, slug in rows]


def language_links(request: HttpRequest) -> list[dict[str, Any]]:
    """The same page in every language; a page without a translation leads to that language's home."""
    page = getattr(request, "school_page", None)
    current = get_language() or settings.LANGUAGE_CODE
    if page is None:
        here = request.get_full_path()
        addresses: dict[str, str | None] = {code: here if code == current else _translated(request, code) for code, _ in settings.LANGUAGES}
    else:
        part = getattr(request, "school_part", "")  # what the page shows under its own address
        found = remember(f"addresses:{page.translation_key}", lambda: _page_addresses(page))
        addresses = {code: address and address + part for code, address in found.items()}
    return [
        {
            "code": code,
            "name": LANGUAGE_NAMES[code],
            "url": address or ("/" if code == settings.LANGUAGE_CODE else f"/{code}/"),
            "current": code == current,
            "exact": address is not None,
        }
        for code, address in addresses.items()
    ]


def _translated(request: HttpRequest, language: str) -> str:
    """The same address in another language: what was resolved for this request is not resolved again."""
    match, here = request.resolver_match, request.get_full_path()
    if match is None:
        return translate_url(here, language)
    with override(language):
        try:
            path = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            return here
    return path + here.removeprefix(request.path)


def _page_addresses(page: Page) -> dict[str, str | None]:
    addresses: dict[str, str | None] = {code: None for code, _ in settings.LANGUAGES}
    codes = remember("locales", lambda: dict(Locale.objects.values_list("pk", "language_code")))
    for other in Page.objects.filter(translation_key=page.translation_key, live=True).only("url_path", "locale_id", "path", "depth"):
        addresses[codes[other.locale_id]] = page_url(other)
    return addresses
