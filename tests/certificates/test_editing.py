"""The editor's side: templates with drafts and the sheet as preview, and rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from certificates.issuing import template_for
from certificates.models import AwardRule, CertificateTemplate
from school.accounts.models import User
from tests.factories.certificates import make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
Browser = Callable[[User], Client]
WORDS = {
    "name": "Курси", "cloth": "синька", "title_uk": "Сертифікат", "title_en": "Certificate", "opening_uk": "Засвідчуємо", "opening_en": "We certify",
    "deed_uk": "за курс", "deed_en": "has finished",
}  # fmt: skip


def test_coordinator_drafts_a_template_and_publishes_it(browser_of: Browser, halyna: User) -> None:
    browser = browser_of(halyna)
    browser.post(reverse("wagtailsnippets_certificates_certificatetemplate:add"), WORDS)
    draft = CertificateTemplate.objects.get()
    assert draft.live is False
    assert template_for(None).opening_uk == "Цей сертифікат одержує"
    browser.post(reverse("wagtailsnippets_certificates_certificatetemplate:edit", args=[draft.pk]), {**WORDS, "action-publish": "1"})
    assert template_for(None).opening_uk == "Засвідчуємо"
    assert make_certificate().frozen["template"] == {"id": draft.pk, "revision": CertificateTemplate.objects.get().live_revision_id}


@pytest.mark.parametrize(("mode", "words"), [("uk", "Засвідчуємо"), ("en", "We certify")])
def test_preview_is_the_sheet_itself(browser_of: Browser, halyna: User, mode: str, words: str) -> None:
    template = CertificateTemplate.objects.create(**WORDS)
    browser = browser_of(halyna)
    address = reverse("wagtailsnippets_certificates_certificatetemplate:preview_on_edit", args=[template.pk])
    assert browser.post(address, WORDS).json()["is_valid"] is True
    response = browser.get(address, {"mode": mode})
    html = response.content.decode()
    assert response.status_code == 200
    assert words in html
    assert "Їжакевич" in html
    assert "@page" in html


def test_coordinator_makes_a_rule(browser_of: Browser, halyna: User) -> None:
    template = CertificateTemplate.objects.create(**WORDS)
    data = {"kind": "course", "record_key": "", "template": template.pk, "series_prefix": "", "validity_months": "36", "active": "on"}
    browser_of(halyna).post(reverse("wagtailsnippets_certificates_awardrule:add"), data)
    assert AwardRule.objects.get().validity_months == 36


@pytest.mark.parametrize("who", ["petro", "taras"])
def test_stranger_and_trainer_do_not_touch_templates(request: pytest.FixtureRequest, browser_of: Browser, who: str) -> None:
    browser = browser_of(request.getfixturevalue(who))
    browser.post(reverse("wagtailsnippets_certificates_certificatetemplate:add"), WORDS)
    assert CertificateTemplate.objects.count() == 0
