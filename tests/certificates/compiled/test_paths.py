"""Both ways of drawing a sheet give the same bytes; whatever is in doubt is drawn by WeasyPrint, and told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from certificates import compiled
from certificates.compiled import Made, drawing
from certificates.compiled.sheet import Compiled, Cutter
from certificates.freezing import date_and_compose
from certificates.models import CertificateTemplate
from certificates.rendering import paper
from certificates.samples import sample_frozen
from certificates.verifying.payload import scan_address
from school.foundation.archival import Embedded
from school.foundation.centre import CentreSettings

BEGUN = datetime(2026, 11, 27, 8, 0, 1, tzinfo=UTC)
NAMES = [
    ("Коваленко", "Олена", "Ігорівна", "Olena Kovalenko"), ("Шевчук", "Максим", "Андрійович", "Maksym Shevchuk"),
    ("Їжакевич", "Ґалина", "Євгеніївна", "Galyna Yizhakevych"), ("Прокоп’юк", "Зореслава", "Юріївна", ""),
    ("О’Ніл", "Шон", "", "Sean O’Neill"), ("Лі", "Ян", "", ""), ("Ї", "", "", ""), ("Гнатюк-Бойко", "Єва", "Олегівна", "Yeva Hnatiuk-Boiko"),
    ("Кржижановська-Добровольська", "Єлизавета", "Костянтинівна", "Yelyzaveta Krzhyzhanovska-Dobrovolska"),
    ("Білоцерківська-Старокостянтинівська", "Аполлінарія", "Святославівна", "Apollinariia Bilotserkivska"),
    ("Мельник-Заболотна-Григоренко", "Марія-Магдалина", "Володимирівна", "Mariia Melnyk"), ("Щ" * 120, "Ю" * 120, "ї" * 60, ""),
    ("Бондаренко", "<b>Петро</b> & К°", "Ілліч", "Petro Bondarenko"), ("Öztürk 😀", "שלום", "王", ""), ("Wałęsa", "Łukasz", "", "Lukasz Walesa"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_learned() -> Iterator[None]:
    compiled.forget()
    yield
    compiled.forget()


@pytest.fixture
def people(house: CentreSettings) -> Any:
    """`people("portrait", "uk")`: certificates as issued, one for each name, with results and days of their own."""
    numbers = count(1)

    def one(frozen: dict[str, Any], names: tuple[str, ...]) -> Any:
        number = next(numbers)
        facts = {name: value for name, value in frozen.items() if name != "print"}
        facts |= dict(zip(("surname", "given_name", "patronymic", "latin_name"), names, strict=True))
        facts |= {"result": f"Підсумковий тест: {60 + number * 3 % 41} %", "period": f"{1 + number % 9} – {20 + number % 9} вересня 2026 року"}
        return SimpleNamespace(
            frozen=date_and_compose(facts), number=f"ШЕУ-2026-{number * 37:06}", code=f"{number * 48271**3:016X}"[-16:],
            issued_at=BEGUN + timedelta(seconds=number),
        )  # fmt: skip

    def make(design: str = "certificate", mode: str = "uk", names: list[tuple[str, ...]] = NAMES) -> list[Any]:
        frozen = sample_frozen(CertificateTemplate(name="", design=design), mode)
        return [one(frozen, row) for row in names]

    return make


def files(certificate: Any) -> list[Embedded]:
    return [
        Embedded("credential.json", f'{{"id": "{certificate.code}", "at": "{certificate.issued_at}"}}'.encode(), "application/json", "Credential")
    ]


def made(certificate: Any) -> Made:
    return paper.made_of(certificate, embedded=files(certificate))


def by_weasyprint(certificate: Any) -> bytes:
    return paper._full(certificate, files(certificate), Cutter())


@pytest.mark.parametrize("design", ["certificate", "portrait", "plain"])
@pytest.mark.parametrize(("mode", "times"), [("uk", 2), ("many", 1), ("en", 1)])
def test_both_ways_give_the_same_bytes_for_every_name_and_line_count(people: Any, design: str, mode: str, times: int) -> None:
    for certificate in people(design, mode, NAMES * times):
        assert made(certificate).data == by_weasyprint(certificate)


def test_after_one_proof_a_cohort_is_written_by_compiled_sheets(people: Any) -> None:
    usual = [row for row in NAMES[:8] if row[3]]
    paths = [made(certificate).path for certificate in people(names=usual * 3)]
    assert paths.count("proved") == 1
    assert paths.count("full") <= len(usual)
    assert set(paths[len(usual) :]) == {"compiled"}


@pytest.mark.parametrize("name", [("Wałęsa", "Łukasz", "", ""), ("Чорны", "Ян", "", ""), ("Иванов", "Пётр", "", "")])
def test_sign_that_the_sheet_does_not_carry_is_drawn_by_weasyprint_and_told(people: Any, name: tuple[str, ...]) -> None:
    *known, odd, after = people(names=[*[("Бойко", "Іванна", "", "")] * 3, name, ("Білик", "Іванна", "", "")])
    assert [made(row).path for row in known] == ["full", "proved", "compiled"]
    found = made(odd)
    assert (found.data, found.path) == (by_weasyprint(odd), "full")
    assert found.why
    assert made(after).path == "compiled"


@pytest.mark.parametrize(
    "first", [("Бойко", "Софія", "", "Sofiia Boiko"), ("Бойко", "Любов", "", "Liubov Boffi-Fflor"), ("Wałęsa", "Łukasz", "", "Lukasz Walesa")]
)
def test_what_only_the_first_needed_is_in_no_other_file(people: Any, first: tuple[str, ...]) -> None:
    """A ligature, a letter of another alphabet: the typefaces within the file are those of everybody's."""
    for row in people(names=[first, *NAMES[:3]]):
        assert (made(row).data, made(row).why != "the two paths differ") == (by_weasyprint(row), True)


def test_signs_that_are_left_out_leave_no_wider_space(people: Any) -> None:
    """Two spaces side by side are one in HTML."""
    *known, odd = people(names=[*[("Бойко", "Іванна", "", "")] * 3, ("Бойко 😀", "Іва", "", "")])
    for row in known:
        made(row)
    assert (made(odd).data, made(odd).path) == (by_weasyprint(odd), "compiled")


def test_other_number_of_lines_is_another_compiled_sheet(people: Any) -> None:
    short, long = ("Бойко", "Іванна", "Олегівна", ""), ("Бойко-Старокостянтинівська", "Іванна-Аполлінарія", "Костянтинівна", "")
    found = [made(row) for row in people(names=[short, short, long, short, long])]
    assert [row.path for row in found] == ["full", "proved", "full", "compiled", "compiled"]


def test_what_is_said_to_all_is_another_sheet_when_it_changes(people: Any) -> None:
    first, second = people(names=[NAMES[0], NAMES[1]])
    second.frozen["print"]["deed"] = "за успішне проходження курсу"
    assert made(first).path == made(second).path == "full"
    assert paper.family_of(first.frozen) != paper.family_of(second.frozen)


def test_library_this_was_not_proved_with_is_never_trusted(people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(drawing.KNOWN, "weasyprint", "69.0")
    found = [made(row) for row in people(names=NAMES[:3])]
    assert {row.path for row in found} == {"full"}
    assert "70.0" in found[2].why


def test_one_byte_between_the_ways_ends_the_fast_one(people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = people(names=NAMES[:2] * 3)
    made(rows[0])
    whole = Compiled.write
    monkeypatch.setattr(Compiled, "write", lambda self, sheet: whole(self, sheet).replace(b"%PDF-1.7", b"%PDF-1.6"))
    found = made(rows[1])
    assert (found.data, found.path, found.why) == (by_weasyprint(rows[1]), "full", "the two paths differ")
    monkeypatch.undo()
    assert made(rows[2]).why == "the two paths differ"


@pytest.mark.parametrize("where", ["__init__", "write"])
def test_whatever_the_fast_way_stumbles_over_the_sheet_is_drawn(people: Any, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    rows = people(names=NAMES[:5])
    made(rows[0])
    if where == "__init__":
        compiled.forget()
    monkeypatch.setattr(Compiled, where, lambda *_args: 1 // 0)
    found = [made(row) for row in rows[1:]]
    assert [(row.data, row.path, row.why) for row in found] == [(by_weasyprint(row), "full", "the fast way failed") for row in rows[1:]]


def test_it_is_proved_again_now_and_then(people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "AGAIN", 4)
    paths = [made(row).path for row in people(names=[NAMES[0]] * 9)]
    assert paths == ["full", "proved", "compiled", "compiled", "proved", "compiled", "compiled", "compiled", "proved"]


def test_process_that_was_forked_learns_anew(people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = people(names=[NAMES[0]] * 3)
    assert [made(first).path, made(second).path] == ["full", "proved"]
    monkeypatch.setattr(drawing.os, "getpid", lambda: 1)
    assert made(third).path == "full"


def test_compiled_file_carries_its_own_name_time_data_and_code(people: Any) -> None:
    *_rest, last = people(names=NAMES[:4] * 2)
    for row in _rest:
        made(row)
    found = made(last)
    assert found.path == "compiled"
    with pikepdf.open(io.BytesIO(found.data)) as pdf, pdf.open_metadata() as said:
        assert pdf.attachments["credential.json"].get_file().read_bytes() == files(last)[0].data
        assert str(pdf.docinfo.Title) == said["dc:title"] == f"Сертифікат {last.number}. Прокоп’юк Зореслава Юріївна"
        assert said["xmp:CreateDate"] == "2026-11-27T08:00:09Z"
        assert str(pdf.Root.Outlines.First.Title) == "Прокоп’юк Зореслава Юріївна"
    picture = pypdfium2.PdfDocument(found.data)[0].render(scale=100 / 72).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [scan_address(last.frozen, number=last.number, code=last.code)]
