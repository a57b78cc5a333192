"""The certificate as other programs see it: a raster, a scanner of codes, a list of typefaces."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from django.conf import settings
from PIL import Image

from certificates.rendering import pdf_of
from certificates.verifying.payload import scan_address
from tests.factories.certificates import make_certificate, make_house

DPI = 150
MM = DPI / 25.4


@pytest.fixture
def sheet(db: None, tmp_path: Path) -> tuple[str, Path]:
    """What the QR of a certificate has to say, and its PDF."""
    make_house()
    certificate = make_certificate()
    path = tmp_path / "certificate.pdf"
    path.write_bytes(pdf_of(certificate))
    return scan_address(certificate.frozen, number=certificate.number, code=certificate.code), path


def raster(path: Path, dpi: int = DPI) -> Image.Image:
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", "-singlefile", str(path), str(path.with_suffix(""))], check=True)
    return Image.open(path.with_suffix(".png"))


def test_page_is_one_a4_sheet_lying(sheet: tuple[str, Path]) -> None:
    width, height = raster(sheet[1]).size
    assert (round(width / MM), round(height / MM)) == (297, 210)


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_qr_is_read_from_the_raster_and_holds_the_public_address(sheet: tuple[str, Path], dpi: int) -> None:
    address, path = sheet
    found = zxingcpp.read_barcodes(raster(path, dpi))
    assert [row.text for row in found] == [address]
    assert address.lower().startswith(f"{settings.PUBLIC_URL}/v/".lower())


def test_qr_is_at_least_25_mm_wide(sheet: tuple[str, Path]) -> None:
    position = zxingcpp.read_barcodes(raster(sheet[1]))[0].position
    assert (position.top_right.x - position.top_left.x) / MM >= 25


def test_every_typeface_is_embedded(sheet: tuple[str, Path]) -> None:
    rows = subprocess.run(["pdffonts", str(sheet[1])], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert len(rows) == 3
    assert all("Commissioner-Print" in row and row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)
