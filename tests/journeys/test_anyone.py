"""Anyone who is shown a certificate learns whether it is genuine, without signing in."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from .learner import plain
from .visitor import Visitor

Come = Callable[..., Visitor]


def scan(pdf: Path) -> str:
    """What a phone's camera reads from the printed sheet."""
    subprocess.run(["pdftoppm", "-r", "120", "-png", "-singlefile", str(pdf), str(pdf.with_suffix(""))], check=True)
    (found,) = zxingcpp.read_barcodes(Image.open(pdf.with_suffix(".png")))
    return found.text


def test_anyone_scans_the_code_and_reads_every_printed_field(visitor: Come, tmp_path: Path) -> None:
    olena = visitor("olena@example.org")
    page = olena.go("/my/certificates/")
    with page.expect_download() as coming:
        olena.follow("Завантажити PDF")
    pdf = tmp_path / "certificate.pdf"
    coming.value.save_as(pdf)
    address = scan(pdf)
    assert address.startswith(olena.school.address.upper() + "/V/")
    stranger = visitor()
    page = stranger.go(urlsplit(address).path)
    stranger.heading("Сертифікат справжній і чинний")
    stranger.look("genuine", dark=True)
    said = plain(page.get_by_role("main").inner_text())
    number = coming.value.suggested_filename.removesuffix(".pdf")
    for words in (number, "Коваленко Олена Василівна", "Olena Kovalenko", "«Основи роботи з цифровими мультимедійними даними»", "10 годин"):
        assert words in said
    code = urlsplit(address).path.split("/")[2]
    for written in (code.lower(), "-".join(code[at : at + 4] for at in range(0, 16, 4)), code.replace("0", "O")):
        stranger.go("/verify/")
        page.locator("main input[name=code]").fill(written)
        stranger.press("Перевірити")
        stranger.heading("Сертифікат справжній і чинний")


def test_number_alone_names_nobody(visitor: Come) -> None:
    stranger = visitor()
    page = stranger.go("/verify/")
    stranger.look("verify", dark=True)
    page.locator("main input[name=code]").fill("шеу 2026 1")
    stranger.press("Перевірити")
    stranger.heading("Сертифікат справжній і чинний")
    expect(page.get_by_text("Кому видано")).to_have_count(0)
    stranger.look("by-number")


def test_unknown_code_says_so(visitor: Come) -> None:
    stranger = visitor()
    stranger.wrong("/verify/0000000000000000/", 404)
    stranger.heading("Такого сертифіката немає")
    stranger.look("unknown")
