"""Head links, language switch, map of the site, pages for what went wrong."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from cms.pages.errors import server_error
from tests.factories.learning import make_course_page

pytestmark = pytest.mark.django_db
PUBLIC = settings.PUBLIC_URL


def test_page_names_its_address_and_its_other_language(client: Client) -> None:
    page = make_course_page(slug="open-council")
    make_course_page(language="en", key=page.translation_key, slug="open-council", title="Open council")
    html = client.get("/courses/open-council/").content.decode()
    assert f'<link rel="canonical" href="{PUBLIC}/courses/open-council/">' in html
    assert f'<link rel="alternate" hreflang="en" href="{PUBLIC}/en/courses/open-council/">' in html
    assert f'<link rel="alternate" hreflang="uk" href="{PUBLIC}/courses/open-council/">' in html
    assert 'property="og:title"' in html
    assert '"@type": "Course"' in html


def test_page_without_a_translation_leads_to_the_nearest_page_above(client: Client) -> None:
    make_course_page(slug="open-council")
    html = client.get("/courses/open-council/").content.decode()
    assert 'hreflang="en" href="http' not in html
    assert 'hreflang="en"' in html


def test_map_of_the_site_holds_public_pages_and_robots_leave_people_alone(client: Client) -> None:
    make_course_page(slug="open-council")
    assert "/courses/open-council/" in client.get("/sitemap.xml").content.decode()
    robots = client.get("/robots.txt").content.decode()
    for closed in ("/my/", "/en/my/", "/v/", "/verify/", "/teach/", "/cms/"):
        assert f"Disallow: {closed}\n" in robots
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in robots


@pytest.mark.parametrize(("path", "words"), [("/no-such/", "Такої сторінки немає"), ("/en/no-such/", "There is no such page")])
def test_unknown_address_says_so_in_the_visitors_language(client: Client, path: str, words: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert words in " ".join(response.content.decode().split())


def test_page_of_a_failure_needs_no_database_and_names_the_request() -> None:
    request = RequestFactory().get("/")
    request.request_id = "abcdef123456"  # type: ignore[attr-defined]
    response = server_error(request)
    assert response.status_code == 500
    assert "abcdef123456" in response.content.decode()


def test_every_answer_names_its_request(client: Client) -> None:
    assert client.get("/healthz/", headers={"X-Request-ID": "from-nginx-1"})["X-Request-ID"] == "from-nginx-1"
    assert len(client.get("/healthz/", headers={"X-Request-ID": "<bad>"})["X-Request-ID"]) == 32
