"""A stranger is shown a certificate: a forged file, a photo of the paper, and a phone whose network is cut."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, expect

from .conftest import SCREENS, WIDTHS
from .film import film
from .served import School
from .visitor import Visitor

CUT = re.compile(r"net::ERR_(INTERNET_DISCONNECTED|FAILED)|Failed to fetch")
ASKED = """
import json
from certificates.models import Certificate
from certificates.verifying.payload import scan_address
row = Certificate.objects.exclude(sha256="").filter(person__email="olena@example.org", state="issued").first()
said = {"number": row.number, "name": row.frozen["print"]["name"], "file": row.pdf.path, "address": scan_address(row.frozen, number=row.number, code=row.code)}
print("JSON" + json.dumps(said))
"""


@pytest.fixture(scope="module")
def certificate(school: School) -> dict[str, str]:
    """Olena's, as a management shell beside the served school knows it."""
    return json.loads(school.manage("shell", "-c", ASKED).rsplit("JSON", 1)[1])


def hand_in(person: Visitor, name: str, data: bytes) -> None:
    page = person.go("/verify/")
    page.get_by_label("Файл, до 20 МБ").set_input_files([{"name": name, "mimeType": "application/octet-stream", "buffer": data}])
    person.press("Перевірити файл")


def test_forged_file_is_told_from_the_very_one(visitor: Callable[..., Visitor], certificate: dict[str, str]) -> None:
    stranger, data = visitor(), bytearray(Path(certificate["file"]).read_bytes())
    hand_in(stranger, "certificate.pdf", bytes(data))
    stranger.heading("Файл справжній, сертифікат чинний")
    stranger.look("genuine", dark=True)
    data[data.index(b"/MediaBox") + 12] ^= 1
    hand_in(stranger, "certificate.pdf", bytes(data))
    stranger.heading("Файл змінили після нашої печатки")
    stranger.sees("Байти під нашою печаткою змінилися")
    stranger.look("edited", dark=True)
    hand_in(stranger, "letter.txt", b"Dear sirs")
    stranger.heading("Це не наш сертифікат")
    stranger.look("foreign")


def test_photo_of_the_paper_leads_to_the_register(visitor: Callable[..., Visitor], certificate: dict[str, str]) -> None:
    photo = io.BytesIO()
    page = pypdfium2.PdfDocument(certificate["file"])[0]
    page.render(scale=2).to_pil().rotate(2, expand=True, fillcolor="grey").save(photo, "JPEG", quality=70)
    stranger = visitor()
    hand_in(stranger, "photo.jpg", photo.getvalue())
    stranger.heading("Сертифікат є в нашому реєстрі й чинний")
    stranger.sees("QR-код підписали ми")
    stranger.look("photo")


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_register_names_its_holder_only_while_she_agrees(visitor: Callable[..., Visitor], certificate: dict[str, str]) -> None:
    """She needs no scripts for it."""
    olena, stranger = visitor("olena@example.org", java_script_enabled=False), visitor()
    olena.go("/my/certificates/")
    olena.press("Відкликати згоду")
    olena.sees("більше не показує Вашого імені")
    stranger.go(f"/verify/register/?number={certificate['number']}")
    stranger.sees(certificate["number"])
    expect(stranger.page.get_by_text(certificate["name"])).to_have_count(0)
    olena.press("Погоджуюся, показувати моє ім’я")
    olena.sees("Тепер відкритий реєстр показує Ваше ім’я")
    stranger.page.reload()
    stranger.sees(certificate["name"])
    stranger.look("register", dark=True)


@pytest.fixture
def phone(school: School, launch: Callable[..., Browser], tmp_path: Path) -> Iterator[Callable[[str], Visitor]]:
    """`phone(address)`: a stranger's, with that QR code before its camera."""
    SCREENS.mkdir(exist_ok=True)
    browsers: list[Browser] = []
    people: list[Visitor] = []

    def come(text: str) -> Visitor:
        fake = f"--use-file-for-fake-video-capture={film(tmp_path / f'{len(people)}.mjpeg', text)}"
        browsers.append(launch("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", fake))
        context = browsers[-1].new_context(
            viewport={"width": WIDTHS["phone"], "height": 900},
            base_url=school.address,
            locale="uk",
            timezone_id="Europe/Kyiv",
            permissions=["camera"],
        )
        people.append(Visitor(context, school, SCREENS / f"scanner-{len(people)}"))
        return people[-1]

    yield come
    complaints = [line for person in people for line in person.complaints if not CUT.search(line)]
    for browser in browsers:
        browser.close()
    assert complaints == []


def scanned(person: Visitor, title: str) -> Any:
    """The page is saved, the network goes, the page is opened anew without it, and the camera looks."""
    person.go("/verify/offline/")
    person.sees("Сторінку збережено на пристрої")
    person.context.set_offline(True)
    person.page.reload()
    person.sees("Без мережі.")
    person.press("Сканувати камерою")
    expect(person.page.get_by_role("heading", level=2).first).to_have_text(title)
    return person.page


def test_saved_page_tells_whose_and_which_with_the_network_cut(phone: Callable[[str], Visitor], certificate: dict[str, str]) -> None:
    stranger = phone(certificate["address"])
    page = scanned(stranger, "QR-код наш")
    stranger.sees(certificate["number"])
    stranger.sees("Це не доводить, що сертифікат чинний зараз")
    field = page.get_by_label("Кому видано?")
    for typed, answer in (("Самозванець Степан", "На таке ім’я сертифіката не видавали"), (certificate["name"].lower(), "Саме на це ім’я видано")):
        field.fill(typed)
        field.press("Enter")
        stranger.sees(answer)
    stranger.look("ours", dark=True)


def test_saved_page_refuses_a_forged_code_with_the_network_cut(phone: Callable[[str], Visitor], certificate: dict[str, str]) -> None:
    address = certificate["address"]
    stranger = phone(address[:-20] + ("A" if address[-20] != "A" else "B") + address[-19:])
    scanned(stranger, "QR-код не наш")
    stranger.sees("дані в ньому змінено або вигадано")
    stranger.look("forged")
