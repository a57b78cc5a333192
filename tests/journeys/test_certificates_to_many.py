"""A coordinator designs a certificate without a line of code, and issues to two hundred people at once, but for three."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable

import pypdfium2
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from .served import School
from .visitor import Visitor

Come = Callable[..., Visitor]
HALYNA, TARAS = "halyna@example.org", "taras@example.org"
MANY, LEFT_OUT = 203, 3
PATIENT = 240_000  # milliseconds a slow machine may take for two hundred files

FINISHED = f"""
from bench.crowd import add_learners, finish
from courses.learning.models import CourseRun
run = next(row for row in CourseRun.objects.order_by("pk") if row.gives_certificate)
finish(add_learners(run, {MANY}))
print("RUN" + run.code)
"""
SENT = """
import json
from certificates.models import Certificate
from school.foundation.models import Letter
rows = Letter.objects.filter(purpose="certificate_issued", to__startswith="learner")
print("JSON" + json.dumps([sorted(rows.filter(state="sent").values_list("to", flat=True)), rows.count(), Certificate.objects.filter(person__email__startswith="learner").count()]))
"""


# --- designed ---------------------------------------------------------------------------------------


def new_template(halyna: Visitor) -> Page:
    page = halyna.go("/cms/snippets/certificates/certificatetemplate/add/")
    page.fill("[name=name]", "Майстерня даних")
    page.fill("[name=title_uk]", "Свідоцтво")
    page.fill("[name=title_en]", "Certificate")
    for language, opening, deed in (
        ("uk", "Цим засвідчуємо, що", "завершила чи завершив навчання на курсі"),
        ("en", "We certify that", "has finished the course"),
    ):
        page.fill(f"[name=opening_{language}]", opening)
        page.fill(f"[name=deed_{language}]", deed)
    return page


def put_a_variable(page: Page) -> None:
    """By a press on a chip, where the cursor stands."""
    note, note_en = page.locator("[name=note_uk]"), page.locator("[name=note_en]")
    note.fill("Видано: ")
    note.press("End")
    page.locator("[data-contentpath=note_uk] .template-chip[data-chip='{date}']").click()
    expect(note).to_have_value("Видано: {date}")
    note_en.fill("Issued: {date}")


@pytest.mark.parametrize("width", ["wide"], indirect=True)
def test_template_is_designed_previewed_refused_and_published(visitor: Come) -> None:
    halyna = visitor(HALYNA)
    page = new_template(halyna)
    put_a_variable(page)
    page.get_by_role("tab", name="Вигляд").click()
    page.locator("[name=design]").select_option("portrait")
    page.locator("[name=paper]").fill("#3a332c")
    page.get_by_role("button", name="Зберегти чернетку").click()
    expect(page.get_by_text("важко було б читати").first).to_be_attached()
    page.get_by_role("tab", name="Вигляд").click()
    expect(page.get_by_text("важко було б читати").first).to_be_visible()
    expect(page.locator("[name=note_uk]")).to_have_value("Видано: {date}")
    expect(page.locator("[name=paper]")).to_have_value("#3a332c")
    page.locator("[name=paper]").fill("#ffffff")
    page.get_by_role("button", name="Зберегти чернетку").click()
    page.wait_for_url(re.compile(r"/certificatetemplate/edit/\d+/"))
    is_previewed(page)
    address = page.url.removeprefix(halyna.school.address)
    a_trainer_keeps_drafts_alone(visitor(TARAS), address)
    page.goto(address)
    page.locator("footer .w-dropdown__toggle").first.click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_url(re.compile(r"/certificatetemplate/$"))
    expect(page.get_by_role("row", name=re.compile("Майстерня даних"))).to_be_visible()


def is_previewed(page: Page) -> None:
    """The sheet itself beside the form, for a usual and for a very long name."""
    page.locator("[data-side-panel-toggle=preview]").click()
    sheet = page.frame_locator("#w-preview-iframe")
    expect(sheet.get_by_role("heading", level=1)).to_have_text("Їжакевич Ґалина Євгеніївна")
    expect(sheet.get_by_text("Цим засвідчуємо").first).to_be_visible()
    page.locator("[name=preview_mode]").select_option("long")
    expect(sheet.get_by_role("heading", level=1)).to_contain_text("Заболотна")
    page.locator("[data-side-panel-toggle=preview]").click()


def a_trainer_keeps_drafts_alone(taras: Visitor, address: str) -> None:
    page = taras.go(address)
    expect(page.locator("[name=name]")).to_have_value("Майстерня даних")
    expect(page.locator("button[name=action-publish]")).to_have_count(0)
    page.fill("[name=opening_uk]", "Засвідчуємо, що")
    page.get_by_role("button", name="Зберегти чернетку").click()
    expect(page.locator(".messages")).to_be_visible()


# --- issued to two hundred --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def run(school: School) -> str:
    """A group in which two hundred and three people have done everything."""
    return school.manage("shell", "-c", FINISHED).rsplit("RUN", 1)[1].strip()


def told(school: School) -> tuple[list[str], int, int]:
    """To whom letters went, how many are written, how many certificates there are."""
    sent, written, issued = json.loads(school.manage("shell", "-c", SENT).rsplit("JSON", 1)[1])
    return sent, written, issued


@pytest.mark.parametrize("width", ["wide"], indirect=True)
def test_two_hundred_are_issued_but_for_three(visitor: Come, school: School, run: str) -> None:
    halyna = visitor(HALYNA)
    page = halyna.go(f"/teach/runs/{run}/")
    halyna.follow("Сертифікати списком")
    halyna.heading("Сертифікати списком")
    before = told(school)[2]
    left_out = unmark(page)
    halyna.look("candidates", dark=True)
    page.get_by_role("button", name="Наступна сторінка").click()
    halyna.sees(f"Позначку знято з {LEFT_OUT}.")
    halyna.press("Видати всім позначеним")
    work = page.locator("#work")
    expect(work).to_contain_text(re.compile(rf"видано:\s*{MANY - LEFT_OUT}"), timeout=PATIENT)
    expect(work).not_to_contain_text("файлів ще готується", timeout=PATIENT)
    page.reload()
    halyna.look("batch", dark=True)
    assert told(school)[2] - before == MANY - LEFT_OUT
    letters_wait_and_go_once(halyna, school)
    halyna.go(f"/teach/certificates/batches/new/?run={run}")
    halyna.sees(f"{LEFT_OUT} людини мають право на сертифікат")
    assert {box.get_attribute("value") for box in page.locator("[name=keep]").all()} == left_out


def unmark(page: Page) -> set[str]:
    boxes = page.locator("[name=keep]")
    found = set()
    for at in range(LEFT_OUT):
        boxes.nth(at).uncheck()
        found.add(str(boxes.nth(at).get_attribute("value")))
    return found


def letters_wait_and_go_once(halyna: Visitor, school: School) -> None:
    """They wait for a word; pressed in two windows, each goes out once."""
    page, many = halyna.page, MANY - LEFT_OUT
    sent, written, _issued = told(school)
    assert (sent, written) == ([], many)
    other = halyna.context.new_page()
    other.goto(page.url)
    for window in (page, other):
        window.get_by_role("button", name=f"Надіслати {many} листів").click()
        expect(window.get_by_role("status").first).to_be_visible()
    other.close()
    School.until(lambda: len(told(school)[0]) == many, "not every letter went out")
    sent, written, _issued = told(school)
    assert (len(set(sent)), written) == (many, many)
    files_for_the_office(halyna, many)


def files_for_the_office(halyna: Visitor, many: int) -> None:
    page = halyna.page
    page.reload()
    halyna.press("Підготувати файли")

    def ready() -> bool:
        page.reload()
        return page.get_by_role("link", name="Аркуші для друку (PDF)").count() > 0

    School.until(ready, "no files for the office")
    halyna.look("batch-files")
    data = {
        name: halyna.context.request.get(str(page.get_by_role("link", name=name).get_attribute("href"))).body() for name in ("ZIP", "PDF", "XLSX")
    }
    with zipfile.ZipFile(io.BytesIO(data["ZIP"])) as archive:
        files = [name for name in archive.namelist() if name.endswith(".pdf")]
        assert len(files) == many
        assert archive.read(files[0])[:5] == b"%PDF-"
    assert len(pypdfium2.PdfDocument(data["PDF"])) == many
    assert load_workbook(io.BytesIO(data["XLSX"])).active.max_row > many
