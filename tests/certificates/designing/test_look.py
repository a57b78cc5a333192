"""What was issued keeps its words, colours and pictures, whatever becomes of the template."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.images.models import Image as LibraryImage

from certificates.designing import pictures
from certificates.issuing import replace
from certificates.models import Certificate, CertificateTemplate, Picture, SignaturePicture
from certificates.rendering import html_of, pdf_of
from school.accounts.models import User
from tests.factories.certificates import kyiv_year, make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
STROKE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path d="M2 20 C20 0 30 30 88 9" fill="none" stroke="#1f2f6b"/></svg>'


def make_signature(name: str = "Ганна Вигадана") -> SignaturePicture:
    return SignaturePicture.objects.create(name=name, picture=Picture.objects.keep(*pictures.signature(STROKE)))


def make_logo(colour: str = "red") -> LibraryImage:
    out = io.BytesIO()
    Image.new("RGB", (300, 100), colour).save(out, "PNG")
    return LibraryImage.objects.create(title="Лого", file=ImageFile(io.BytesIO(out.getvalue()), "logo.png"))


def make_template(**fields: Any) -> CertificateTemplate:
    template = CertificateTemplate(name="Курси", design="portrait", accent="#1f4391", **fields)
    signing = {
        "name_uk": "Ганна Вигадана",
        "name_en": "Hanna Vyhadana",
        "post_uk": "директорка",
        "post_en": "director",
        "signature": make_signature(),
    }
    template.signatories = [("signatory", signing), ("signatory", {**signing, "name_uk": "Іван Придуманий", "signature": None})]
    template.logos = [("logo", {"picture": make_logo(), "name_uk": "Громада", "name_en": "Community"})]
    template.save()
    return template


def test_look_of_the_template_stands_on_the_sheet() -> None:
    make_template(deed_uk="за курс {course}, {hours} год.[, {city}]", note_uk="Схвалено {date}", note_en="Approved {date}")
    certificate = make_certificate()
    html = html_of(certificate).replace("\u00a0", " ")
    assert "за курс Основи" in html and "18 год., Вінниця" in html
    assert "--accent: #1f4391" in html
    assert "Ганна Вигадана" in html and "Галина Бондар" not in html
    assert html.count("data:image/svg+xml") == 1 and html.count("data:image/png") == 1
    assert 'alt="Громада"' in html
    assert certificate.frozen["print"]["note"] == f"Схвалено {certificate.frozen['issued_on']}"


def test_certificate_in_english_has_the_words_of_its_language_and_true_ukrainian_ones() -> None:
    make_template(deed_uk="за курс обсягом {hours} год. у період {period}", deed_en="has finished {course} over {period}")
    said = make_certificate(language="en").frozen["print"]
    assert "7 – 30 September 2026" in said["deed"].replace("\u00a0", " ")
    assert "у період 7 – 30 вересня 2026 року" in said["second"].replace("\u00a0", " ")


def test_ukrainian_name_under_a_signature_is_told_to_a_screen_reader_without_markup() -> None:
    """In an English sheet Ukrainian words stand in a marked span; in an attribute they may not."""
    template = make_template()
    template.signatories[0].value["name_en"] = ""
    template.save()
    html = html_of(make_certificate(language="en"))
    assert 'alt="Ганна Вигадана"' in html
    assert 'alt="<' not in html


def test_nothing_that_happens_to_the_template_reaches_what_was_issued() -> None:
    """Edited between issuing and drawing, its pictures changed and deleted: what is drawn is what was promised."""
    template = make_template()
    certificate = make_certificate()
    before = html_of(certificate)
    CertificateTemplate.objects.filter(pk=template.pk).update(design="plain", accent="#000000", opening_uk="Інше", signatories=[], logos=[])
    for image in LibraryImage.objects.all():
        image.file.delete(save=False)
        image.delete()
    SignaturePicture.objects.all().delete()
    pictures.printed.cache_clear()
    assert html_of(Certificate.objects.get(pk=certificate.pk)) == before


def test_a_later_broken_template_leaves_what_was_issued_and_its_replacement_whole(halyna: User) -> None:
    template = make_template()
    certificate = make_certificate()
    CertificateTemplate.objects.filter(pk=template.pk).update(deed_uk="{зламано", paper="", facts=[])
    new = replace(certificate=certificate, actor=halyna, reason="Помилка в імені", changes={"surname": "Їжаківська"})
    assert new.frozen["print"]["deed"] == certificate.frozen["print"]["deed"]
    assert (new.frozen["paper"], new.frozen["signatures"], new.template) == (certificate.frozen["paper"], certificate.frozen["signatures"], template)
    assert pdf_of(new)[:5] == b"%PDF-"


def test_replacement_says_the_corrected_fact_where_a_variable_stands(halyna: User) -> None:
    make_template(deed_uk="засвідчує: {name}")
    certificate = make_certificate()
    new = replace(certificate=certificate, actor=halyna, reason="Помилка", changes={"surname": "Їжаківська"})
    assert new.frozen["print"]["deed"] == "засвідчує: Їжаківська Ґалина Євгеніївна"


def test_certificate_frozen_before_templates_had_a_look_is_drawn_as_then() -> None:
    certificate = make_certificate()
    for name in ("paper", "accent", "shown", "logos", "signatures", "note", "second_note", "second_school", "second_city"):
        del certificate.frozen[name]
    del certificate.frozen["print"]["note"]
    html = html_of(certificate)
    assert "--paper: #fffdf8" in html and "--accent: #1c1815" in html


def test_same_bytes_are_kept_once() -> None:
    make_template()
    make_certificate()
    make_certificate()
    assert Picture.objects.count() == 2


def test_facts_that_the_template_does_not_show_are_frozen_and_not_printed() -> None:
    make_template(facts=["hours"])
    certificate = make_certificate()
    assert [row[0] for row in certificate.frozen["print"]["facts"]] == ["Академічних годин"]
    assert certificate.frozen["ects"] == "0.6"


def test_markup_in_a_template_is_printed_as_it_was_typed() -> None:
    """Words come past the form too: by an import, by a shell."""
    CertificateTemplate.objects.create(name="x", opening_uk="<script>alert(1)</script>{{ settings.SECRET_KEY }}", deed_uk="{% now 'Y' %}")
    html = html_of(make_certificate())
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert settings.SECRET_KEY not in html and str(kyiv_year()) + "</p>" not in html
