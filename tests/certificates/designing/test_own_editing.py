"""The editor's side of a designer's sheet: who may, what is said, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certificates.enums import OWN
from certificates.models import CertificateTemplate, DesignerSheet
from school.accounts.models import User
from tests.certificates.designing.test_own_filter import LEAST
from tests.certificates.designing.test_own_visible import ROOM
from tests.certificates.test_editing import ADD as ADD_TEMPLATE
from tests.certificates.test_editing import errors_of
from tests.certificates.test_editing import form as template_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
Browser = Callable[[User], Client]
SNIPPET = "wagtailsnippets_certificates_designersheet"
ADD, EDIT, PREVIEW = f"{SNIPPET}:add", f"{SNIPPET}:edit", f"{SNIPPET}:preview_on_add"
FINE = f"<section>{LEAST}</section>"


def form(**changes: Any) -> dict[str, Any]:
    return {"name": "Аркуш", "lying": "on", "html": FINE, "css": ROOM, **changes}


def test_coordinator_writes_a_sheet(browser_of: Browser, halyna: User) -> None:
    browser_of(halyna).post(reverse(ADD), form())
    [sheet] = DesignerSheet.objects.all()
    assert (sheet.html, sheet.css, sheet.lying) == (FINE, ROOM, True)


def test_lines_as_a_browser_sends_them_are_taken(browser_of: Browser, halyna: User) -> None:
    html, css = FINE.replace("</p>", "</p>\n"), ROOM.replace("}", "}\n")
    browser_of(halyna).post(reverse(ADD), form(html=html.replace("\n", "\r\n"), css=css.replace("\n", "\r\n")))
    [sheet] = DesignerSheet.objects.all()
    assert (sheet.html, sheet.css) == (html.strip(), css.strip())


@pytest.mark.parametrize("who", ["taras", "petro", "olena"])
def test_nobody_else_writes_or_sees_a_sheet(browser_of: Browser, request: pytest.FixtureRequest, who: str) -> None:
    sheet = DesignerSheet.objects.create(name="Аркуш", html=FINE, css=ROOM)
    browser = browser_of(request.getfixturevalue(who))
    browser.post(reverse(ADD), form(name="Інший"))
    browser.post(reverse(EDIT, args=[sheet.pk]), form(name="Інший"))
    browser.post(reverse(PREVIEW), form())
    assert [row.name for row in DesignerSheet.objects.all()] == ["Аркуш"]
    assert browser.get(reverse(EDIT, args=[sheet.pk])).status_code == 302


def test_what_is_refused_is_told_with_its_line_and_kept(browser_of: Browser, halyna: User) -> None:
    html, css = f'{FINE}\n<img src="http://x/">', f"{ROOM}\np {{ background: \\75rl(http://x/) }}"
    response = browser_of(halyna).post(reverse(ADD), form(html=html, css=css))
    said = errors_of(response)
    assert [words[:9] for words in said] == ["Рядок 4: ", "Рядок 2: "]
    assert response.context["form"]["html"].value() == html and response.context["form"]["css"].value() == css
    assert DesignerSheet.objects.count() == 0


def test_sheet_that_hides_a_proof_is_not_saved(browser_of: Browser, halyna: User) -> None:
    response = browser_of(halyna).post(reverse(ADD), form(css=f"{ROOM} p {{ color: #fffdf8 }}"))
    assert errors_of(response) == ["«Українською»: {centre} майже не відрізнити від тла: потрібен контраст 4,5 : 1."]
    assert DesignerSheet.objects.count() == 0


def test_sheet_is_tried_under_every_template_that_uses_it(browser_of: Browser, halyna: User) -> None:
    sheet = DesignerSheet.objects.create(name="Аркуш", html=FINE, css=ROOM)
    CertificateTemplate.objects.create(name="Довгий", design=OWN, sheet=sheet, deed_uk="ш " * 100, paper="#8e1e30")
    response = browser_of(halyna).post(reverse(EDIT, args=[sheet.pk]), form())
    [said] = errors_of(response)
    assert said.startswith("«Довгий»: «Українською»: ")


def test_template_on_a_sheet_names_it(browser_of: Browser, halyna: User) -> None:
    browser = browser_of(halyna)
    assert errors_of(browser.post(reverse(ADD_TEMPLATE), template_form(design=OWN))) == ["Виберіть аркуш дизайнера."]
    sheet = DesignerSheet.objects.create(name="Аркуш", html=FINE, css=ROOM)
    browser.post(reverse(ADD_TEMPLATE), template_form(design=OWN, sheet=sheet.pk))
    assert CertificateTemplate.objects.get().sheet == sheet


def test_preview_shows_what_is_typed_and_nothing_of_what_is_refused(browser_of: Browser, halyna: User) -> None:
    browser = browser_of(halyna)
    html = f'{FINE}<section><p style="background:url(http://evil/)">Рядок<script>alert(1)</script> {{secret}}</p></section>'
    browser.post(reverse(PREVIEW), form(html=html, css=f"{ROOM} p {{ background: url(http://evil/) }} </style><script>"))
    page = browser.get(reverse(PREVIEW), {"mode": "en"})
    said = page.content.decode()
    assert "Galyna Yizhakevych" in said and "<p>Рядок" in said
    assert "evil" not in said and "<script" not in said and "secret" not in said
    assert "script-src 'self'" in page.headers["Content-Security-Policy"] or "default-src 'self'" in page.headers["Content-Security-Policy"]
