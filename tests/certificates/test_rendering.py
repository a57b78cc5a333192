from __future__ import annotations

import hashlib
import io
import re
from datetime import UTC, date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.template.loader import render_to_string
from PIL import Image
from pypdf import PdfReader
from weasyprint import HTML

from certificates.awards import Award
from certificates.freezing import freeze
from certificates.models import Certificate, CertificateTemplate
from certificates.rendering import address_of, context_of, html_of, logo_of, pdf_of, render, sample_html, sheet
from certificates.rendering.paper import drawn_with
from school.accounts.models import Project
from school.foundation.archival import Embedded
from school.foundation.models import Job, Letter
from school.foundation.printing import OwnFiles, fonts
from tests.factories.certificates import make_certificate, make_certified_run, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
LETTERS = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя’"


def words_of(pdf: bytes) -> str:
    """The text a reader copies, with plain spaces and no line ends."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.replace("\u00a0", " ").split())


def letters_of(text: str) -> str:
    return re.sub(r"\s", "", text)


def printed(said: Any) -> list[str]:
    if isinstance(said, dict):
        return [line for value in said.values() for line in printed(value)]
    if isinstance(said, list):
        return [line for value in said for line in printed(value)]
    return [said] if said else []


@pytest.mark.parametrize("language", ["uk", "en"])
def test_sheet_carries_every_frozen_line_the_number_the_code_and_the_address(language: str) -> None:
    certificate = make_certificate(language=language)
    found = letters_of(words_of(pdf_of(certificate)))
    lines = [*printed(certificate.frozen["print"]), certificate.number, certificate.spaced_code, address_of(certificate.code).split("//")[1]]
    assert [line for line in lines if letters_of(line) not in found] == []


@pytest.mark.parametrize("language", ["uk", "en"])
def test_sheet_carries_no_word_that_was_not_frozen(language: str) -> None:
    certificate = make_certificate(language=language)
    rest = letters_of(words_of(pdf_of(certificate)))
    lines = [*printed(certificate.frozen["print"]), certificate.number, certificate.spaced_code, address_of(certificate.code).split("//")[1]]
    for line in sorted(map(letters_of, lines), key=len, reverse=True):
        rest = rest.replace(line, "", 1)
    assert rest == "№."


def test_every_letter_of_ukrainian_is_printed_and_copied_as_itself() -> None:
    certificate = make_certificate(make_holder(surname=LETTERS[:33], given_name=LETTERS[33:], patronymic=""))
    assert letters_of(LETTERS) in letters_of(words_of(pdf_of(certificate)))


def test_typefaces_are_the_schools_own_and_embedded() -> None:
    page = PdfReader(io.BytesIO(pdf_of(make_certificate()))).pages[0]
    faces = [face.get_object()["/DescendantFonts"][0].get_object() for face in page["/Resources"]["/Font"].values()]
    assert len(faces) == 3
    assert all("Commissioner-Print" in face["/BaseFont"] and "/FontFile2" in face["/FontDescriptor"] for face in faces)


def test_pdf_has_a_title_a_language_and_a_structure() -> None:
    certificate = make_certificate()
    reader = PdfReader(io.BytesIO(pdf_of(certificate)))
    assert reader.metadata is not None
    assert reader.metadata.title == f"Сертифікат {certificate.number}. Їжакевич Ґалина Євгеніївна"
    assert reader.trailer["/Root"]["/Lang"] == "uk"
    assert "/StructTreeRoot" in reader.trailer["/Root"]


# --- nothing overflows ------------------------------------------------------------------------------

LONG_NAME = {
    "surname": "Кржижановська-Добровольська-Заболотна", "given_name": "Єлизавета-Аполлінарія", "patronymic": "Костянтинівна",
    "latin_name": "Yelyzaveta-Apollinariia Krzhyzhanovska-Dobrovolska-Zabolotna",
}  # fmt: skip
LONG_TITLE = "Використання інструментів електронного урядування та електронної демократії в щоденній роботі журналістів місцевих медіа"
OUTCOMES = [
    "пояснити, чим е-урядування відрізняється від простої оцифровки паперів", "подати електронне звернення й простежити за відповіддю",
    "знайти й перевірити відкриті дані свого міста", "перевірити електронний підпис на документі", "провести онлайн-консультацію",
]  # fmt: skip


def frozen_of(names: dict[str, str], title: str, **fields: Any) -> dict[str, Any]:
    class Person:
        profile = type("Profile", (), names)

    values = {
        "kind": "course", "key": "", "record_key": "", "person": Person, "language": "uk", "title": title, "hours": Decimal(18),
        "starts": date(2026, 9, 7), "ends": date(2027, 1, 30),
        "what_kind": "навчальний курс", "form": "дистанційно", "outcomes": OUTCOMES,
    }  # fmt: skip
    return freeze(Award(**values | fields), CertificateTemplate(name=""))


def boxes_of(frozen: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Pages, and the laid-out box of each part of the sheet by its class."""
    context = context_of(frozen, number="ШЕУ-2026-000001", code="0" * 16)
    html = render_to_string("certificates/pdf/certificate.html", context)
    document = HTML(string=html, base_url="static:", url_fetcher=OwnFiles()).render(font_config=fonts(), stylesheets=[sheet()])
    found = {}
    for box in document.pages[0]._page_box.descendants(placeholders=True):
        name = box.element.get("class", "") if box.element is not None else ""
        if name and not box.element_tag.endswith("::before"):
            found.setdefault(name.split()[0], box)
    return len(document.pages), found


PARTNERS = [{"name": f"Фонд підтримки громад і місцевих медіа № {n}", "role": "funder", "logo": ""} for n in range(4)]


@pytest.mark.parametrize(
    ("names", "title", "fields"),
    [
        ({"surname": "Лі", "given_name": "Ян", "patronymic": "", "latin_name": ""}, "Етика", {"outcomes": []}),
        (LONG_NAME, LONG_TITLE, {}),
        (LONG_NAME, LONG_TITLE, {"project": "Від е-урядування до е-демократії: спроможні громади", "partners": PARTNERS}),
        (LONG_NAME, LONG_TITLE, {"language": "en", "second_title": LONG_TITLE, "partners": PARTNERS, "project": "П" * 80}),
        (
            {**LONG_NAME, "surname": "Щ" * 120, "given_name": "Ю" * 120, "patronymic": "ї" * 60},
            "Ш" * 255,
            {"results": [{"title": "Т" * 255, "percent": 100}]},
        ),
        (
            {"surname": "Прокоп’юк", "given_name": "Оксана", "patronymic": "Миколаївна", "latin_name": "Oksana Prokopiuk"},
            "Основи е-урядування та е-демократії",
            {"results": [{"title": "Підсумковий тест", "percent": 75}], "project": "Від е-урядування до е-демократії", "partners": PARTNERS},
        ),
        (LONG_NAME, LONG_TITLE, {"outcomes": ["р" * 200] * 6, "results": [{"title": "Тест", "percent": 100}] * 12}),
    ],
)
def test_nothing_overflows_however_much_there_is_to_say(names: dict[str, str], title: str, fields: dict[str, Any]) -> None:
    pages, boxes = boxes_of(frozen_of(names, title, **fields))
    assert pages == 1
    top, bottom = boxes["inner"].position_y, boxes["inner"].position_y + boxes["inner"].height
    words, proof = boxes["words"], boxes["proof"]
    assert words.position_y >= top
    assert words.position_y + words.height <= proof.position_y
    assert proof.position_y + proof.height <= bottom + 0.5
    assert boxes["facts"].position_y + boxes["facts"].height <= boxes["foot"].position_y
    assert boxes["foot"].position_y + boxes["foot"].height <= bottom + 0.5
    right = boxes["words"].position_x + boxes["words"].width
    assert all(
        line.position_x + line.width <= right + 1
        for name in ("name", "what")
        for line in boxes[name].descendants(placeholders=True)
        if hasattr(line, "text")
    )


# --- the project's names and logos ------------------------------------------------------------------


def test_project_and_its_partners_stand_on_the_sheet() -> None:
    project = Project.objects.create(key="p", name_uk="Спроможні громади", name_en="Able Communities")
    project.partners = [
        ("partner", {"name_uk": "Фонд «Відродження»", "name_en": "Renaissance", "role": "funder", "logo": None}),
        ("partner", {"name_uk": "Вінницька міська рада", "name_en": "Council", "role": "partner", "logo": None}),
    ]
    project.save()
    certificate = make_certificate(run=make_certified_run(project=project))
    line = "Проєкт «Спроможні громади». За підтримки: Фонд «Відродження». Партнери: Вінницька міська рада"
    assert certificate.frozen["print"]["project"] == line
    assert letters_of(line) in letters_of(words_of(pdf_of(certificate)))


def test_logo_is_set_small_into_the_sheet() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (3000, 900), "red").save(picture, "JPEG")
    name = storages["default"].save("logo.jpg", ContentFile(picture.getvalue()))
    said = logo_of({"name": "Фонд", "logo": name})
    assert said is not None
    assert said["src"].startswith("data:image/png;base64,")
    assert len(said["src"]) < 20_000


def test_lost_logo_leaves_the_name_in_words() -> None:
    assert logo_of({"name": "Фонд", "logo": "gone.png"}) is None


# --- the job -----------------------------------------------------------------------------------------


def job_of(certificate: Certificate) -> Job:
    return Job.objects.get(kind="certificates.render", key=certificate.code)


def test_rendering_keeps_the_bytes_their_sum_and_writes_one_letter() -> None:
    certificate = make_certificate()
    render(job_of(certificate))
    certificate.refresh_from_db()
    with certificate.pdf.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == certificate.sha256
    assert certificate.rendered_at is not None
    assert Letter.objects.filter(purpose="certificate_issued").count() == 1


def test_rendering_twice_keeps_the_first_bytes_and_the_first_letter() -> None:
    certificate = make_certificate()
    render(job_of(certificate))
    first = Certificate.objects.get(pk=certificate.pk)
    render(job_of(certificate))
    again = Certificate.objects.get(pk=certificate.pk)
    assert (again.sha256, again.rendered_at, again.pdf.name) == (first.sha256, first.rendered_at, first.pdf.name)
    assert Letter.objects.count() == 1


def test_file_left_by_a_killed_worker_is_written_anew() -> None:
    certificate = make_certificate()
    name = certificate.pdf.field.generate_filename(certificate, certificate.filename)
    storages["default"].save(name, ContentFile(b"half a fi"))
    render(job_of(certificate))
    certificate.refresh_from_db()
    assert certificate.pdf.name == name
    with certificate.pdf.open("rb") as file:
        assert file.read(5) == b"%PDF-"


def test_sheet_is_made_from_frozen_lines_alone() -> None:
    certificate = make_certificate()
    before = html_of(certificate)
    certificate.person.profile.surname = "Інша"
    certificate.person.profile.save()
    assert html_of(Certificate.objects.get(pk=certificate.pk)) == before


def test_names_cannot_bring_markup_onto_the_sheet() -> None:
    certificate = make_certificate(make_holder(surname="<b>О’Ніл</b>&"))
    assert "&lt;b&gt;О’Ніл&lt;/b&gt;&amp;" in html_of(certificate)


@pytest.mark.parametrize(("language", "words"), [("uk", "Цим засвідчуємо"), ("en", "We certify")])
def test_editor_sees_the_sheet_with_the_words_being_edited(language: str, words: str) -> None:
    template = CertificateTemplate(name="x", opening_uk="Цим засвідчуємо", opening_en="We certify", cloth="вишня")
    html = sample_html(template, language)
    assert words in html
    assert "static:" not in html


# --- reading order, languages, what is carried inside ------------------------------------------------


def elements(node: Any) -> list[Any]:
    return [node, *(row for kid in node.get("/K", []) if isinstance(kid, pikepdf.Dictionary) for row in elements(kid))]


def spoken(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    """The sheet as it is read aloud: for every paragraph, heading and picture its words, in the order of the structure tree."""
    texts = marked_texts(pdf)
    said = []
    for row in elements(pdf.Root.StructTreeRoot.K[0]):
        if row.S == "/Figure":
            said.append(("Figure", str(row.Alt)))
        elif str(row.S) in ("/P", "/H1", "/H2", "/H3", "/LBody") and not any(str(kid.S) == "/P" for kid in elements(row)[1:]):
            words = " ".join(texts.get(int(kid), "") for part in elements(row) for kid in part.K if not isinstance(kid, pikepdf.Dictionary))
            said.append((str(row.S)[1:], letters_of(words)))
    return said


def marked_texts(pdf: pikepdf.Pdf) -> dict[int, str]:
    letters = {
        name: dict(re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", face.ToUnicode.read_bytes().decode()))
        for name, face in pdf.pages[0].Resources.Font.items()
    }
    found: dict[int, str] = {}
    marks: list[Any] = []
    face = ""
    for rows, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        name = str(operator)
        if name in ("BDC", "BMC"):
            marks.append(int(rows[1].MCID) if name == "BDC" else None)
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            face = str(rows[0])
        elif name == "TJ":
            codes = "".join(bytes(part).hex() for part in rows[0] if isinstance(part, pikepdf.String))
            shown = [letters[face].get(codes[at : at + 4], letters[face].get(codes[at : at + 4].upper())) for at in range(0, len(codes), 4)]
            found[marks[-1]] = found.get(marks[-1], "") + "".join(bytes.fromhex(code or "").decode("utf-16-be") for code in shown)
    return found


def test_sheet_is_read_aloud_in_the_order_a_person_reads_it() -> None:
    certificate = make_certificate()
    with pikepdf.open(io.BytesIO(pdf_of(certificate))) as pdf:
        said = spoken(pdf)
    today, address = certificate.frozen["issued_on"], address_of(certificate.code)
    assert said == [(kind, words if kind == "Figure" else letters_of(words)) for kind, words in [
        ("P", "Муніципально-громадський центр «Е-урядування» Школа е-урядування, Вінниця Код ЄДРПОУ 12345678"),
        ("P", "Сертифікат"),
        ("P", f"№ {certificate.number}"),
        ("P", "Цей сертифікат одержує"),
        ("H1", "Їжакевич Ґалина Євгеніївна"),
        ("P", certificate.frozen["latin_name"]),
        ("P", "за успішне завершення курсу"),
        ("H2", "«Основи е-урядування та е-демократії»"),
        *(("P", line) for fact in certificate.frozen["print"]["facts"] for line in fact if line),
        ("P", "Галина Бондар координаторка Школи"),
        ("P", f"Видано {today}, Вінниця. Програма не підлягає ліцензуванню та акредитації"),
        ("P", f"Перевірити справжність {address.split('//')[1]} код {certificate.spaced_code}"),
        ("Figure", f"Перевірити справжність: {address}"),
    ]]  # fmt: skip


def test_ukrainian_on_an_english_sheet_is_read_as_ukrainian() -> None:
    certificate = make_certificate(language="en")
    with pikepdf.open(io.BytesIO(pdf_of(certificate))) as pdf:
        texts = marked_texts(pdf)
        assert pdf.Root.Lang == "en"
        tagged = {int(row.K[0]): str(row.get("/Lang", "en")) for row in elements(pdf.Root.StructTreeRoot.K[0]) if isinstance(row.K[0], int)}
    cyrillic = {number for number, words in texts.items() if re.search("[а-яіїєґА-ЯІЇЄҐ]", words)}
    latin = {number for number, words in texts.items() if re.search("[A-Za-z]", words)}
    assert cyrillic and latin and not cyrillic & latin
    assert {tagged[number] for number in cyrillic} == {"uk"}
    assert {tagged[number] for number in latin} == {"en"}


def test_ukrainian_sheet_is_ukrainian_throughout() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(make_certificate()))) as pdf:
        assert pdf.Root.Lang == "uk"
        assert [row for row in elements(pdf.Root.StructTreeRoot.K[0]) if "/Lang" in row] == []


def test_same_frozen_certificate_gives_the_same_bytes() -> None:
    certificate = make_certificate()
    credential = Embedded("credential.json", b"{}", "application/json", "Credential")
    first = pdf_of(certificate, embedded=[credential])
    assert pdf_of(Certificate.objects.get(pk=certificate.pk), embedded=[credential]) == first
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == f"D:{certificate.issued_at.astimezone(UTC):%Y%m%d%H%M%SZ}"


# --- a design stays for those frozen with it ----------------------------------------------------------


def test_sheet_is_drawn_with_the_design_it_was_frozen_with(tmp_path: Path, settings: Any) -> None:
    """A worker was killed before the file was made, and meanwhile the house has another design."""
    folder = tmp_path / "certificates" / "pdf"
    folder.mkdir(parents=True)
    (folder / "older.html").write_text("<!doctype html><html lang=uk><title>{{ plain_title }}</title><h1>Так було: {{ said.name }}</h1></html>")
    (folder / "older.css").write_text("@page { size: 100mm 100mm }")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    certificate = make_certificate()
    newest = pdf_of(certificate)
    certificate.frozen["design"] = "older"
    page = PdfReader(io.BytesIO(pdf_of(certificate))).pages[0]
    assert "Так було: Їжакевич Ґалина Євгеніївна" in " ".join(page.extract_text().split())
    assert round(float(page.mediabox.width) / 72 * 25.4) == 100
    assert drawn_with(certificate)["design_sum"] != drawn_with(make_certificate())["design_sum"]
    assert b"%PDF" in newest and "Так було" not in words_of(newest)


# --- nothing is fetched, nothing runs ----------------------------------------------------------------

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">%s</svg>'
UNSAFE = [
    '<image href="http://127.0.0.1:9/x.png"/>', '<image xlink:href="file:///etc/passwd"/>', "<script>alert(1)</script>", '<rect onload="x()"/>',
    '<use href="https://example.org/a.svg#a"/>', '<rect fill="url(file:///etc/passwd)"/>', "<style>@import 'http://127.0.0.1:9/x.css'</style>",
    "<foreignObject/>",
]  # fmt: skip


@pytest.mark.parametrize("inside", UNSAFE)
def test_logo_that_reaches_out_or_runs_is_left_out(inside: str) -> None:
    name = storages["default"].save("logo.svg", ContentFile((SVG % inside).encode()))
    assert logo_of({"name": "Фонд", "logo": name}) is None


def test_plain_drawn_logo_stands_on_the_sheet_with_its_words() -> None:
    name = storages["default"].save("logo.svg", ContentFile((SVG % '<path d="M0 0h9v9z"/>').encode()))
    certificate = make_certificate()
    certificate.frozen["partners"] = [{"name": "Фонд «Відродження»", "role": "funder", "logo": name}]
    with pikepdf.open(io.BytesIO(pdf_of(certificate))) as pdf:
        assert ("Figure", "Фонд «Відродження»") in spoken(pdf)


@pytest.mark.parametrize("raw", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n cut"])
def test_damaged_logo_is_left_out_and_the_sheet_is_drawn(raw: bytes) -> None:
    for kind in ("png", "svg"):
        name = storages["default"].save(f"logo.{kind}", ContentFile(raw))
        assert logo_of({"name": "Фонд", "logo": name}) is None


def test_logo_larger_than_any_picture_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = io.BytesIO()
    Image.new("1", (2000, 2000)).save(picture, "PNG")
    name = storages["default"].save("bomb.png", ContentFile(picture.getvalue()))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert logo_of({"name": "Фонд", "logo": name}) is None


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x", "https://example.org/", "file:///etc/passwd", "static:../../manage.py", "ftp://x/"])
def test_no_address_but_our_own_files_is_read(address: str) -> None:
    with pytest.raises(ValueError, match=r"not an address of ours|outside the static folder"):
        OwnFiles().fetch(address)


MARKUP = [
    '<img src="http://127.0.0.1:9/x.png">', '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">', '<iframe src="file:///etc/passwd"></iframe>',
    "<style>body { display: none }</style>", '<a rel="attachment" href="file:///etc/passwd">x</a>', "url(file:///etc/passwd)", "{% include 'x' %}{{ said }}",
]  # fmt: skip


@pytest.mark.parametrize("words", MARKUP)
def test_words_that_look_like_markup_are_printed_as_words_and_ask_for_nothing(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    fetch = OwnFiles.fetch
    monkeypatch.setattr(OwnFiles, "fetch", lambda self, url, headers=None: (asked.append(url), fetch(self, url, headers))[1])
    certificate = make_certificate(make_holder(surname=words, given_name="", patronymic="", surname_latin="", given_name_latin=""))
    certificate.frozen["print"] |= {"opening": words, "deed": words}
    found = pdf_of(certificate)
    assert letters_of(words_of(found)).count(letters_of(words)) >= 3
    assert [address for address in asked if not address.startswith(("static:", "data:"))] == []
    with pikepdf.open(io.BytesIO(found)) as pdf:
        assert len(pdf.attachments) == 0
