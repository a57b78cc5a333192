"""The pass on a screen and on paper is the pass that the door takes."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import zxingcpp
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PageObject, PdfReader

from courses.internships.applying import accept_application, withdraw_application
from courses.internships.days import cancel_day
from courses.internships.models import Application
from courses.internships.passes import examine_pass, pass_text
from courses.internships.passing import pass_pdf
from school.accounts.models import Profile, User
from tests.factories.internships import make_application, make_day, make_person

pytestmark = pytest.mark.django_db
PATHS = re.compile(r'<path[^>]*?d="([^"]+)"')


@pytest.fixture
def accepted() -> Application:
    return accept_application(application=make_application(day=make_day()), actor=None)


def address(name: str, application: Application) -> str:
    return reverse(f"internships:{name}", args=[application.code])


def read_page(svg: str) -> list[str]:
    """segno draws the dark modules as horizontal strokes: moves, then lengths."""
    x = y = 0.0
    strokes = []
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", PATHS.findall(svg)[-1]):
        values = [float(value) for value in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            strokes.append((x, y, x + values[0]))
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    return read_strokes(strokes)


def read_paper(page: PageObject) -> list[str]:
    """The same strokes in the drawing operators of the sheet."""
    drawn = re.findall(r"([-\d.]+) ([-\d.]+) m\n([-\d.]+) ([-\d.]+) l\n", page.get_contents().get_data().decode("latin-1"))
    return read_strokes([(float(x), float(y), float(end)) for x, y, end, level in drawn if level == y])


def read_strokes(strokes: list[tuple[float, float, float]]) -> list[str]:
    """Paint them and let another program read the picture."""
    side, scale = int(max(max(end, y) for _x, y, end in strokes)) + 8, 6
    image = Image.new("L", (side * scale, side * scale), 255)
    for x, y, end in strokes:
        image.paste(0, (int(x * scale), int((y - 0.5) * scale), int(end * scale), int((y + 0.5) * scale)))
    return [found.text for found in zxingcpp.read_barcodes(image)]


def test_code_on_the_page_is_taken_at_the_door(client: Client, accepted: Application) -> None:
    client.force_login(accepted.user)
    page = client.get(address("pass", accepted)).content.decode()
    texts = read_page(page[page.index("pass__code") :].split("</svg>")[0])
    assert texts == [pass_text(accepted)]
    assert examine_pass(day=accepted.day, text=texts[0]) == accepted


def test_code_stays_dark_on_light(client: Client, accepted: Application) -> None:
    client.force_login(accepted.user)
    page = client.get(address("pass", accepted)).content.decode()
    assert ('fill="#fff"' in page, 'stroke="#000"' in page) == (True, True)


def test_code_on_paper_is_taken_at_the_door(client: Client, accepted: Application) -> None:
    client.force_login(accepted.user)
    response = client.get(address("pass_file", accepted))
    reader = PdfReader(BytesIO(response.content))
    assert (response["Content-Type"], len(reader.pages)) == ("application/pdf", 1)
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [105, 148]
    assert accepted.user.full_name in " ".join(reader.pages[0].extract_text().split())
    (text,) = read_paper(reader.pages[0])
    assert examine_pass(day=accepted.day, text=text) == accepted


@pytest.mark.parametrize("name", ["pass", "pass_file"])
def test_another_persons_pass_is_not_found(client: Client, accepted: Application, petro, name: str) -> None:
    assert client.get(address(name, accepted)).status_code == 302
    client.force_login(petro)
    assert client.get(address(name, accepted)).status_code == 404


def test_before_the_decision_there_is_no_pass_yet(client: Client) -> None:
    application = make_application(day=make_day())
    client.force_login(application.user)
    response = client.get(address("pass", application))
    assert (response.status_code, "pass__code" in response.content.decode()) == (404, False)
    assert client.get(address("pass_file", application))["Location"] == address("pass", application)


def test_a_phone_is_told_to_forget_a_pass_that_lets_in_no_more(client: Client, accepted: Application, halyna) -> None:
    other = accept_application(application=make_application(day=make_day()), actor=None)
    withdraw_application(application=accepted, actor=accepted.user)
    cancel_day(day=other.day, actor=halyna, reason="Немає світла.")
    for gone in (accepted, other):
        client.force_login(gone.user)
        response = client.get(address("pass", gone))
        assert (response.status_code, "pass__code" in response.content.decode()) == (410, False)


def test_accepted_people_are_led_to_their_pass(client: Client, accepted: Application) -> None:
    client.force_login(accepted.user)
    for page in (reverse("internships:application", args=[accepted.code]), reverse("dashboard:my")):
        assert address("pass", accepted) in client.get(page).content.decode()
    withdraw_application(application=accepted, actor=accepted.user)
    assert address("pass", accepted) not in client.get(reverse("internships:application", args=[accepted.code])).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_pass_do_not_grow(client: Client, number: int, django_assert_num_queries) -> None:
    day = make_day(capacity=5)
    rows = [accept_application(application=make_application(day=day), actor=None) for _number in range(number)]
    client.force_login(rows[0].user)
    client.get(address("pass", rows[0]))
    with django_assert_num_queries(5):
        client.get(address("pass", rows[0]))


def test_long_words_still_fit_one_sheet() -> None:
    day = make_day(
        venue_uk="Департамент адміністративних послуг «Прозорий офіс», мала зала на другому поверсі", address_uk="Вінниця, вулиця Соборна, 59"
    )
    day.internship.title_uk = "Технології електронного урядування на прикладі міської ради та її виконавчих органів для громад"
    day.internship.save()
    user = make_person(surname="Нечуй-Левицька-Старицька")
    Profile.objects.filter(user=user).update(given_name="Олександра-Вікторія", patronymic="Всеволодівна")
    accepted = accept_application(application=make_application(day=day, user=User.objects.get(pk=user.pk)), actor=None)
    assert len(PdfReader(BytesIO(pass_pdf(accepted, "uk"))).pages) == 1
