"""A designer's sheet is refused where somebody could not read, or not check, what it says; what was issued keeps its sheet."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from django.utils.translation import override
from PIL import Image

from certificates.designing.measuring import document_of, own_problem
from certificates.enums import OWN
from certificates.issuing import replace
from certificates.models import Certificate, CertificateTemplate, DesignerSheet, SheetVersion
from certificates.rendering import html_of, pdf_of
from certificates.rendering.paper import made_of
from certificates.verifying.payload import scan_address
from tests.certificates.designing.test_own_filter import LEAST
from tests.factories.certificates import make_certificate, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
DEMO = Path("school/demo/content/sheet")
ROOM = "section { padding: 12mm } h1 { font-size: 20pt }"


def make_sheet(html: str = f"<section>{LEAST}</section>", css: str = ROOM, **fields: object) -> CertificateTemplate:
    return CertificateTemplate(name="Аркуш", design=OWN, sheet=DesignerSheet(name="Аркуш", html=html, css=css, **fields))


def kept(template: CertificateTemplate) -> CertificateTemplate:
    template.sheet.save()
    template.sheet = template.sheet
    template.save()
    return template


def demo() -> CertificateTemplate:
    return make_sheet((DEMO / "sheet.html").read_text(), (DEMO / "sheet.css").read_text())


def test_sheet_of_the_demo_and_a_plain_one_are_taken() -> None:
    assert own_problem(demo()) == ""
    assert own_problem(make_sheet()) == ""
    assert own_problem(make_sheet(lying=False)) == ""


HIDING = [
    (".x { color: #fffdf8 }", "{number} can hardly be told from its ground"),
    (".x { font-size: 0 }", "{number} cannot be seen"),
    (".x { font-size: 2pt }", "{number} is set smaller than 6 points"),
    (".x { position: absolute; left: -90mm }", "{number} stands nearer to the edge than 8 mm"),
    (".x { position: absolute; top: 400mm }", "{number} stands nearer to the edge than 8 mm"),
    (".x { margin-left: 400mm }", "{number} stands nearer to the edge than 8 mm"),
    (".x { text-indent: -300mm }", "{number} stands nearer to the edge than 8 mm"),
    (".x { position: absolute; top: 20mm; left: 12mm }", "{centre} runs into {number}"),
    (".x { margin-top: -20mm }", "{facts} runs into {qr}"),
    ("div { height: 0 }", "{centre} runs into {name}"),
    (".x { padding-top: 300mm }", "it does not fit on one page"),
    (".y { position: absolute; top: 0; left: 0; width: 297mm; height: 210mm; background: #fff }", "lies across {centre}"),
    (".y { position: absolute; top: 0; left: 0; width: 297mm; height: 210mm; background: linear-gradient(#fff, #fff) }", "lies across {centre}"),
    (".y { margin-top: -60mm; height: 60mm; border-top: 50mm solid #ffffff }", "lies across {facts}"),
    ("section { background: linear-gradient(#1c1815, #ffffff) }", "{centre} can hardly be told from its ground"),
]  # fmt: skip


@pytest.mark.parametrize(("css", "words"), HIDING)
def test_proof_that_is_hidden_is_refused(css: str, words: str) -> None:
    html = LEAST.replace("<p>{number}", '<p class="x">{number}') + '<div class="y"></div>'
    with override("en"):
        assert words in own_problem(make_sheet(f"<section>{html}</section>", f"{ROOM} {css}"))


def test_qr_cannot_be_made_smaller_and_keeps_its_paper() -> None:
    css = f"{ROOM} div {{ width: 4mm; height: 4mm; max-width: 4mm; padding: 0; background: #000000; display: inline }}"
    page = document_of(make_sheet(f"<section>{LEAST}</section>", css), "uk").pages[0]._page_box
    [side] = {round(box.width * 25.4 / 96, 1) for box in page.descendants(placeholders=True) if hasattr(box, "replacement")}
    assert side == 26.5


def test_certificate_keeps_the_sheet_it_was_issued_with() -> None:
    template = kept(make_sheet(f"<section>{LEAST}<p>Перший</p></section>"))
    certificate = make_certificate(make_holder())
    assert certificate.template == template
    before, drawn = html_of(certificate), pdf_of(certificate)
    template.sheet.html = f"<section>{LEAST}<p>Другий</p></section>"
    template.sheet.save()
    CertificateTemplate.objects.filter(pk=template.pk).update(design="plain", sheet=None)
    template.sheet.delete()
    again = Certificate.objects.get(pk=certificate.pk)
    assert "Перший" in html_of(again) and html_of(again) == before and pdf_of(again) == drawn
    assert SheetVersion.objects.get().sha256 == again.frozen["sheet"]


def test_replacement_has_the_sheet_of_the_certificate_it_replaces() -> None:
    kept(make_sheet())
    certificate = make_certificate(make_holder())
    other = replace(certificate=certificate, actor=certificate.person, reason="помилка", changes={"what": "Інше"})
    assert other.frozen["sheet"] == certificate.frozen["sheet"]


def test_two_certificates_of_one_sheet_keep_one_version() -> None:
    kept(make_sheet())
    make_certificate(make_holder())
    make_certificate(make_holder())
    assert SheetVersion.objects.count() == 1


def test_damaged_version_is_not_drawn() -> None:
    kept(make_sheet())
    certificate = make_certificate(make_holder())
    SheetVersion.objects.update(html="<script>")
    with pytest.raises(ValueError, match="damaged"):
        html_of(certificate)


def test_facts_are_never_read_as_slots_or_markup() -> None:
    kept(make_sheet())
    certificate = make_certificate(make_holder(surname="{qr}<b>", given_name="{{ code }}"))
    html = html_of(certificate)
    assert "{qr}&lt;b&gt;" in html and html.count("<svg") == 1


@pytest.mark.parametrize("dpi", [100, 150])
def test_qr_is_read_from_the_raster(tmp_path: Path, dpi: int) -> None:
    kept(demo())
    certificate = make_certificate(make_holder())
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf_of(certificate))
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", "-singlefile", str(path), str(path.with_suffix(""))], check=True)
    [found] = zxingcpp.read_barcodes(Image.open(path.with_suffix(".png")))
    assert found.text == scan_address(certificate.frozen, number=certificate.number, code=certificate.code)


def test_sheet_is_always_drawn_in_full() -> None:
    """Nothing is known beforehand of where a designer lets words run."""
    kept(demo())
    paths = [made_of(make_certificate(make_holder(surname=surname))).path for surname in ("Бойко", "Білик", "Мазур", "Бондар", "Ткач")]
    assert paths == ["full"] * 5
