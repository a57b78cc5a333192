"""The editor's side: templates with drafts and the sheet as preview, signatures, and rules."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from certificates.enums import FACTS, PREVIEWS
from certificates.issuing import template_for
from certificates.models import AwardRule, CertificateTemplate, Picture, SignaturePicture
from school.accounts.models import User
from tests.factories.certificates import make_certificate, make_certified_course

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
Browser = Callable[[User], Client]
WORDS = {
    "name": "Курси", "cloth": "синька", "design": "certificate", "paper": "#fffdf8", "accent": "#8e1e30",
    "title_uk": "Сертифікат", "title_en": "Certificate", "opening_uk": "Засвідчуємо", "opening_en": "We certify",
    "deed_uk": "за курс", "deed_en": "has finished",
}  # fmt: skip
ADD = "wagtailsnippets_certificates_certificatetemplate:add"
EDIT = "wagtailsnippets_certificates_certificatetemplate:edit"


def form(**changes: Any) -> dict[str, Any]:
    """What the editor's page sends."""
    data = nested_form_data({**WORDS, "logos": streamfield([]), "signatories": streamfield([]), **changes})
    return {**data, "facts": [name for name, _label in FACTS]}


def errors_of(response: Any) -> list[str]:
    return [words for row in response.context["form"].errors.values() for words in row]


def test_coordinator_drafts_a_template_and_publishes_it(browser_of: Browser, halyna: User) -> None:
    browser = browser_of(halyna)
    browser.post(reverse(ADD), form())
    draft = CertificateTemplate.objects.get()
    assert draft.live is False
    assert template_for(None).opening_uk == "Цей сертифікат одержує"
    browser.post(reverse(EDIT, args=[draft.pk]), form(**{"action-publish": "1"}))
    assert template_for(None).opening_uk == "Засвідчуємо"
    assert make_certificate().frozen["template"] == {"id": draft.pk, "revision": CertificateTemplate.objects.get().live_revision_id}


def test_trainer_designs_a_template_and_may_not_publish_it(browser_of: Browser, taras: User) -> None:
    browser = browser_of(taras)
    browser.post(reverse(ADD), form(**{"action-publish": "1"}))
    draft = CertificateTemplate.objects.get()
    assert (draft.opening_uk, draft.live) == ("Засвідчуємо", False)
    browser.post(reverse(EDIT, args=[draft.pk]), form(opening_uk="Свідчимо", **{"action-publish": "1"}))
    assert CertificateTemplate.objects.get().live is False
    assert CertificateTemplate.objects.get().get_latest_revision_as_object().opening_uk == "Свідчимо"


def test_stranger_does_not_touch_templates(browser_of: Browser, petro: User) -> None:
    browser_of(petro).post(reverse(ADD), form())
    assert CertificateTemplate.objects.count() == 0


# --- the preview ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("uk", ["Засвідчуємо", "Їжакевич Ґалина Євгеніївна"]),
        ("en", ["We certify", "Galyna Yizhakevych"]),
        ("short", [">Ї</bdi>"]),
        ("long", ["Кржижановська-Добровольська-Заболотна"]),
        ("long_en", ["Krzhyzhanovska-Dobrovolska-Zabolotna"]),
        ("alone", [">Їжакевич Ґалина</bdi>"]),
        ("many", ["скласти план відкриття даних свого відділу"]),
    ],
)
def test_preview_is_the_sheet_itself(browser_of: Browser, halyna: User, mode: str, words: list[str]) -> None:
    template = CertificateTemplate.objects.create(**WORDS)
    browser = browser_of(halyna)
    address = reverse("wagtailsnippets_certificates_certificatetemplate:preview_on_edit", args=[template.pk])
    assert browser.post(address, form()).json()["is_valid"] is True
    response = browser.get(address, {"mode": mode})
    html = response.content.decode().replace("\u00a0", " ")
    assert response.status_code == 200
    assert [said for said in words if said not in html] == []
    assert "@page" in html
    assert "style-src 'self' 'unsafe-inline'" in response["Content-Security-Policy"]  # else the browser draws it bare
    assert Picture.objects.count() == 0


def test_every_kind_of_sample_can_be_previewed() -> None:
    assert [mode for mode, _label in PREVIEWS] == ["uk", "en", "short", "long", "long_en", "alone", "many"]


def test_preview_shows_what_would_not_be_taken(browser_of: Browser, halyna: User) -> None:
    template = CertificateTemplate.objects.create(**WORDS)
    address = reverse("wagtailsnippets_certificates_certificatetemplate:preview_on_edit", args=[template.pk])
    assert browser_of(halyna).post(address, form(accent="#fff0b0")).json()["is_valid"] is True


# --- refused in words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"accent": "#e9b44c"}, "контраст 1,8 : 1"),
        ({"paper": "#8e1e30"}, "папері"),
        ({"deed_uk": "за курс {kurs}"}, "Змінної {kurs} немає"),
        ({"deed_uk": "за курс {course"}, "дужка"),
        ({"deed_en": "at {city}"}, "[, {city}]"),
        ({"deed_uk": "за <b>курс</b>"}, "HTML"),
        ({"opening_uk": "{{ settings.SECRET_KEY }}"}, "Код тут не виконується"),
        ({"note_uk": "Схвалено"}, "обома мовами"),
    ],
)
@pytest.mark.parametrize("publish", [{}, {"action-publish": "1"}])
def test_template_that_people_could_not_read_is_refused_in_words(
    browser_of: Browser, halyna: User, changes: dict[str, str], words: str, publish: dict[str, str]
) -> None:
    response = browser_of(halyna).post(reverse(ADD), form(**changes, **publish))
    assert CertificateTemplate.objects.count() == 0
    assert words in " ".join(errors_of(response)).replace("\u00a0", " ")


def test_text_that_overflows_is_refused_and_named(browser_of: Browser, halyna: User) -> None:
    long = "за успішне опанування програми підвищення кваліфікації працівників і працівниць органів місцевого самоврядування та громадських організацій усієї області й сусідніх громад "
    changes = {
        "design": "certificate",
        "deed_en": "has finished",
        "deed_uk": long[:200],
        "opening_uk": long[:160],
        "note_uk": long[:200],
        "note_en": "x",
    }
    response = browser_of(halyna).post(reverse(ADD), form(**changes))
    assert CertificateTemplate.objects.count() == 0
    assert "українською" in " ".join(errors_of(response))


# --- signatures -------------------------------------------------------------------------------------


def scanned() -> bytes:
    """Blue ink on white paper, with wide margins."""
    picture = Image.new("RGB", (400, 300), "white")
    picture.paste((31, 47, 107), (150, 120, 250, 140))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95)
    return out.getvalue()


def test_paper_of_a_scanned_signature_becomes_transparent(browser_of: Browser, halyna: User) -> None:
    data = {"name": "Галина Бондар", "upload": SimpleUploadedFile("s.jpg", scanned())}
    browser_of(halyna).post(reverse("wagtailsnippets_certificates_signaturepicture:add"), data)
    kept = SignaturePicture.objects.get().picture
    picture = Image.open(io.BytesIO(bytes(kept.data)))
    assert kept.media_type == "image/png"
    assert 95 <= picture.width <= 120 and 18 <= picture.height <= 34
    assert picture.getchannel("A").getextrema()[1] == 255


def test_trainer_uploads_no_signature(browser_of: Browser, taras: User) -> None:
    data = {"name": "Галина Бондар", "upload": SimpleUploadedFile("s.jpg", scanned())}
    browser_of(taras).post(reverse("wagtailsnippets_certificates_signaturepicture:add"), data)
    assert SignaturePicture.objects.count() == 0


# --- versions ---------------------------------------------------------------------------------------


def test_template_in_use_is_retired_and_not_deleted(browser_of: Browser, halyna: User) -> None:
    template = CertificateTemplate.objects.create(**WORDS)
    make_certificate()
    browser = browser_of(halyna)
    browser.post(reverse("wagtailsnippets_certificates_certificatetemplate:delete", args=[template.pk]))
    assert CertificateTemplate.objects.filter(pk=template.pk).exists()
    browser.post(reverse("wagtailsnippets_certificates_certificatetemplate:unpublish", args=[template.pk]))
    template.refresh_from_db()
    assert template.live is False


def test_template_of_a_rule_in_force_is_not_retired(browser_of: Browser, halyna: User) -> None:
    template = CertificateTemplate.objects.create(**WORDS)
    AwardRule.objects.create(kind="course", template=template)
    browser_of(halyna).post(reverse("wagtailsnippets_certificates_certificatetemplate:unpublish", args=[template.pk]))
    template.refresh_from_db()
    assert template.live is True


def test_unused_template_may_be_deleted(browser_of: Browser, halyna: User) -> None:
    template = CertificateTemplate.objects.create(**WORDS)
    browser_of(halyna).post(reverse("wagtailsnippets_certificates_certificatetemplate:delete", args=[template.pk]))
    assert not CertificateTemplate.objects.exists()


def test_editor_sees_how_many_certificates_each_version_has(browser_of: Browser, halyna: User) -> None:
    browser = browser_of(halyna)
    browser.post(reverse(ADD), form(**{"action-publish": "1"}))
    template = CertificateTemplate.objects.get()
    make_certificate()
    make_certificate()
    browser.post(reverse(EDIT, args=[template.pk]), form(title_uk="Свідоцтво", **{"action-publish": "1"}))
    assert make_certificate().frozen["title"] == "Свідоцтво"
    rows = browser.get(reverse(EDIT, args=[template.pk])).content.decode()
    assert "<td>2</td>" in rows and "<td>1</td>" in rows
    assert Revision.objects.for_instance(template).count() == 2


# --- rules ------------------------------------------------------------------------------------------


def rule(template: CertificateTemplate, **changes: Any) -> dict[str, Any]:
    return {"kind": "course", "record_key": "", "template": template.pk, "series_prefix": "", "validity_months": "36", "active": "on"} | changes


def test_coordinator_makes_a_rule(browser_of: Browser, halyna: User) -> None:
    template = CertificateTemplate.objects.create(**WORDS)
    browser_of(halyna).post(reverse("wagtailsnippets_certificates_awardrule:add"), rule(template))
    assert AwardRule.objects.get().validity_months == 36


def test_record_of_a_rule_is_chosen_by_its_name(browser_of: Browser, halyna: User) -> None:
    template, course = CertificateTemplate.objects.create(**WORDS), make_certified_course()
    browser = browser_of(halyna)
    page = browser.get(reverse("wagtailsnippets_certificates_awardrule:add")).content.decode()
    assert f'<option value="{course.key}">{course.title}</option>' in page
    browser.post(reverse("wagtailsnippets_certificates_awardrule:add"), rule(template, record_key=str(course.key)))
    assert AwardRule.objects.get().record_key == str(course.key)
    assert course.title in browser.get(reverse("wagtailsnippets_certificates_awardrule:list")).content.decode()


def test_record_of_another_kind_is_refused(browser_of: Browser, halyna: User) -> None:
    template, course = CertificateTemplate.objects.create(**WORDS), make_certified_course()
    data = rule(template, kind="webinar", record_key=str(course.key))
    response = browser_of(halyna).post(reverse("wagtailsnippets_certificates_awardrule:add"), data)
    assert not AwardRule.objects.exists()
    assert "іншого виду" in " ".join(errors_of(response))
